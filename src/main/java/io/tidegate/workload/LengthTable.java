package io.tidegate.workload;

/** Recorded request lengths, equally likely, kept as pairs so that long prompts keep their answers. */
public final class LengthTable {
    private final String name;
    private final int[] input;
    private final int[] output;

    /**
     * A table of rows.
     *
     * @param name the table
     * @param input prompt tokens of each row, 1 or more
     * @param output output tokens of each row, 1 or more
     * @throws IllegalArgumentException if there are no rows, or not as many outputs as inputs
     */
    public LengthTable(String name, int[] input, int[] output) {
        if (input.length == 0 || input.length != output.length) {
            throw new IllegalArgumentException(name + ": need as many inputs as outputs, and at least one");
        }
        this.name = name;
        this.input = input.clone();
        this.output = output.clone();
    }

    /** The table's name. */
    public String name() {
        return name;
    }

    /** Number of rows. */
    public int size() {
        return input.length;
    }

    /** The row for a uniform draw in [0, 1). */
    public int row(double u) {
        return (int) (u * input.length);
    }

    /** Prompt tokens of a row. */
    public int input(int row) {
        return input[row];
    }

    /** Output tokens of a row. */
    public int output(int row) {
        return output[row];
    }
}
