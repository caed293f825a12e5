package io.tidegate.limits;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** How many bytes an object holds in arrays, its own and those of the project's objects that it refers to. */
public final class Storage {
    private static final int REFERENCE = 4;

    private Storage() {}

    /** Bytes of all elements, each array counted once; what the Java library holds inside is not counted. */
    public static long arrayBytes(Object holder) throws IllegalAccessException {
        return bytes(holder, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static long bytes(Object object, Set<Object> seen) throws IllegalAccessException {
        if (object == null || !seen.add(object)) {
            return 0;
        }
        Class<?> type = object.getClass();
        long bytes = 0;
        if (type.isArray()) {
            int length = Array.getLength(object);
            if (type.getComponentType().isPrimitive()) {
                return length * size(type.getComponentType());
            }
            for (int i = 0; i < length; i++) {
                bytes += REFERENCE + bytes(Array.get(object, i), seen);
            }
        } else if (type.getName().startsWith("io.tidegate.") && !type.isEnum()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    bytes += bytes(field.get(object), seen);
                }
            }
        }
        return bytes;
    }

    private static long size(Class<?> primitive) {
        if (primitive == double.class || primitive == long.class) {
            return 8;
        }
        if (primitive == int.class || primitive == float.class) {
            return 4;
        }
        return primitive == short.class || primitive == char.class ? 2 : 1;
    }
}
