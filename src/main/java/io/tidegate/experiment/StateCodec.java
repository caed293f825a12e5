package io.tidegate.experiment;

import io.tidegate.fleet.PartCounts;
import io.tidegate.measure.LatencyHistogram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.HdrHistogram.AbstractHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, as bytes: every number in every field of an object and of the objects of this program that it holds, in the
 * order of the fields' names. Fields are found and not listed, so that none is forgotten when one is added.
 *
 * <p>Shapes are not written. Numbers are read into an empty object that was made alike; what never changes in an object, and the
 * length of every array, must be the same there.
 */
final class StateCodec {
    private static final String OURS = "io.tidegate.";

    /** Where numbers go past. */
    private interface Channel {
        /** Writes a value and gives it back; or gives the one that was written. */
        long pass(long value) throws IOException;
    }

    private final Channel channel;

    private StateCodec(Channel channel) {
        this.channel = channel;
    }

    /** All that an object holds. */
    static byte[] write(Object state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out =
                new DataOutputStream(new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED)))) {
            new StateCodec(value -> {
                        out.writeLong(value);
                        return value;
                    })
                    .object(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Fills an object.
     *
     * @param bytes what {@link #write} gave
     * @param fresh an empty object, made as the one that was written
     * @return the same
     * @throws IllegalArgumentException if they do not fit
     */
    static <T> T read(byte[] bytes, T fresh) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            new StateCodec(value -> in.readLong()).object(fresh);
            if (in.read() != -1) {
                throw new IllegalArgumentException("these are not the bytes of such a cell: there are more");
            }
            return fresh;
        } catch (IOException e) {
            throw new IllegalArgumentException("these are not the bytes of a cell: " + e.getMessage(), e);
        }
    }

    private void object(Object state) throws IOException {
        for (Field field : fields(state.getClass())) {
            try {
                field(state, field);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(field.toString(), e);
            }
        }
        if (state instanceof LatencyHistogram histogram) {
            counts(histogram);
        }
    }

    /** The order in which Java lists fields is its own. */
    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>(Arrays.asList(type.getDeclaredFields()));
        fields.removeIf(field -> Modifier.isStatic(field.getModifiers())
                || field.isSynthetic()
                || field.getType() == AbstractHistogram.class);
        fields.sort(Comparator.comparing(Field::getName));
        fields.forEach(field -> field.setAccessible(true));
        return fields;
    }

    private void field(Object state, Field field) throws IOException, IllegalAccessException {
        boolean isFinal = Modifier.isFinal(field.getModifiers());
        if (field.getType() == long.class && !isFinal) {
            field.setLong(state, channel.pass(field.getLong(state)));
        } else if (field.getType() == int.class && !isFinal) {
            field.setInt(state, (int) channel.pass(field.getInt(state)));
        } else if (field.getType() == double.class && !isFinal) {
            field.setDouble(state, number(field.getDouble(state)));
        } else if (field.getType() == int.class) {
            same(field.getInt(state), field.getName());
        } else if (field.getType() == double.class) {
            same(Double.doubleToRawLongBits(field.getDouble(state)), field.getName());
        } else {
            part(field.get(state), field);
        }
    }

    private void part(@Nullable Object part, Field of) throws IOException {
        if (part instanceof long[] all) {
            same(all.length, of.getName());
            for (int i = 0; i < all.length; i++) {
                all[i] = channel.pass(all[i]);
            }
        } else if (part instanceof double[] all) {
            same(all.length, of.getName());
            for (int i = 0; i < all.length; i++) {
                all[i] = number(all[i]);
            }
        } else if (part instanceof Object[] all) {
            same(all.length, of.getName());
            for (int i = 0; i < all.length; i++) {
                element(all, i, of);
            }
        } else if (part != null && part.getClass().getName().startsWith(OURS)) {
            object(part);
        } else {
            throw new IllegalStateException("cannot carry " + of);
        }
    }

    /** Histograms, and counters of what seldom occurs, are made when the first value comes. */
    private void element(@Nullable Object[] all, int i, Field of) throws IOException {
        Class<?> type = all.getClass().getComponentType();
        if (type == LatencyHistogram.class || type == PartCounts.class) {
            boolean some = channel.pass(all[i] == null ? 0 : 1) == 1;
            if (!some) {
                return;
            }
            if (all[i] == null) {
                Array.set(all, i, type == PartCounts.class ? new PartCounts() : new LatencyHistogram());
            }
        }
        part(all[i], of);
    }

    private void counts(LatencyHistogram histogram) throws IOException {
        List<long[]> bins = new ArrayList<>();
        histogram.forEachCount((micros, count) -> bins.add(new long[] {micros, count}));
        long[] none = {0, 0};
        int all = (int) channel.pass(bins.size());
        for (int i = 0; i < all; i++) {
            boolean known = i < bins.size();
            long micros = channel.pass((known ? bins.get(i) : none)[0]);
            long count = channel.pass((known ? bins.get(i) : none)[1]);
            if (!known) {
                histogram.addCount(micros, count);
            }
        }
    }

    private void same(long value, String name) throws IOException {
        if (channel.pass(value) != value) {
            throw new IllegalArgumentException("these are not the bytes of such a cell: other " + name);
        }
    }

    private double number(double value) throws IOException {
        return Double.longBitsToDouble(channel.pass(Double.doubleToRawLongBits(value)));
    }
}
