package io.tidegate.scenario;

/**
 * Where a value of the resolved scenario comes from.
 *
 * @param path the value's path, such as {@code demand.plans.pro.users}
 * @param value the value as written
 * @param source its source, or a text that begins with {@code assumed}
 * @param origin file and line, or the command line
 */
public record Assumption(String path, String value, String source, String origin) {
    /** Whether nobody outside the provider knows this value. */
    public boolean isAssumed() {
        return source.startsWith("assumed");
    }
}
