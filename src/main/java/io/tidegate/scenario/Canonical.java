package io.tidegate.scenario;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hash of a record's values that does not depend on how they were written or on the JDK's way to print a number. */
final class Canonical {
    private Canonical() {}

    static String sha256(Record record) {
        StringBuilder text = new StringBuilder();
        append(record, text);
        return Sha256.of(text.toString());
    }

    private static void append(@Nullable Object value, StringBuilder text) {
        if (value instanceof Record record) {
            text.append('{');
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                text.append(component.getName()).append('=');
                append(read(record, component), text);
            }
            text.append("}\n");
        } else if (value instanceof List<?> list) {
            text.append('[');
            list.forEach(item -> append(item, text));
            text.append("]\n");
        } else {
            String plain = value instanceof Double d ? Double.toHexString(d) : String.valueOf(value);
            text.append(plain.length()).append(':').append(plain).append('\n');
        }
    }

    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
