package io.tidegate.limits;

import java.lang.reflect.Field;

/** How many bytes an object holds in its own arrays of double. */
final class Storage {
    private Storage() {}

    static long arrayBytes(Object holder) throws IllegalAccessException {
        long bytes = 0;
        for (Field field : holder.getClass().getDeclaredFields()) {
            if (field.getType().isArray()) {
                field.setAccessible(true);
                bytes += (long) ((double[]) field.get(holder)).length * Double.BYTES;
            }
        }
        return bytes;
    }
}
