package io.tidegate.scenario;

import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of scenario files. Keys are never required, as any file may extend another; the loader says what is missing
 * from the whole.
 */
final class ScenarioSchema {
    private final ObjectNode definitions = JsonMapper.shared().createObjectNode();

    private ScenarioSchema() {}

    static String json() {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ScenarioSchema writer = new ScenarioSchema();
        ObjectNode root = mapper.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Tidegate scenario");
        ObjectNode body = writer.fields(Shape.DOCUMENT);
        ArrayNode names =
                ((ObjectNode) body.get("properties")).putObject("extends").putArray("anyOf");
        names.addObject().put("type", "string");
        names.addObject()
                .put("type", "array")
                .put("minItems", 1)
                .putObject("items")
                .put("type", "string");
        root.setAll(body);
        root.set("$defs", writer.definitions);
        return mapper.writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }

    /** What a quantity of a dimension looks like. */
    static String pattern(Dimension dimension) {
        String units = Quantity.units(dimension).keySet().stream()
                .filter(unit -> !unit.isEmpty())
                .map(unit -> unit.replaceAll("^([kMG])(\\w{2,}|/)", "$1 ?$2"))
                .collect(Collectors.joining("|"));
        boolean plain = Quantity.units(dimension).containsKey("");
        String number = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?";
        String unit = units.isEmpty() ? "" : " *(" + units + ")" + (plain ? "?" : "");
        return "^" + number + unit + "$" + (plain ? "" : "|^-?0(\\.0+)?$");
    }

    private ObjectNode shape(Shape shape) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        if (shape instanceof Shape.Fields fields) {
            String name = fields.type().getSimpleName();
            if (!definitions.has(name)) {
                definitions.set(name, fields(fields));
            }
            return node.put("$ref", "#/$defs/" + name);
        } else if (shape instanceof Shape.Items list) {
            node.put("type", "array").set("items", shape(list.item()));
            if (list.item() instanceof Shape.Fields item && !item.identity().isEmpty()) {
                ((ObjectNode) definitions.get(item.type().getSimpleName()).get("properties"))
                        .putObject("drop")
                        .put("const", true);
            }
            return node;
        }
        return leaf((Shape.Leaf) shape);
    }

    private ObjectNode fields(Shape.Fields fields) {
        ObjectNode node = JsonMapper.shared().createObjectNode().put("type", "object");
        ObjectNode properties = node.putObject("properties");
        for (Shape.Field field : fields.fields()) {
            ObjectNode property = field.shape() instanceof Shape.Leaf leaf && leaf.type() == Tree.Mapping.class
                    ? paths(fields.type())
                    : shape(field.shape());
            if (field.otherwise() != null) {
                property.put("default", field.otherwise());
            }
            properties.set(field.key(), property);
        }
        properties.putObject("source").put("type", "string");
        return node.put("additionalProperties", false);
    }

    /** A map of paths and values: of limits in an event, of all that a variant may change in a variant. */
    private static ObjectNode paths(Class<?> owner) {
        String sections =
                owner == VariantSpec.class ? "(" + String.join("|", Variants.SECTIONS) + ")" : EventFolding.ROOT;
        ObjectNode node = JsonMapper.shared().createObjectNode().put("type", "object");
        node.putObject("propertyNames").put("pattern", "^" + sections + "(\\.|$)|^source$");
        return node;
    }

    private ObjectNode leaf(Shape.Leaf leaf) {
        String name = name(leaf);
        if (!definitions.has(name)) {
            definitions.set(name, forms(leaf));
        }
        return JsonMapper.shared().createObjectNode().put("$ref", "#/$defs/" + name);
    }

    /** Leaves of one type, dimension and range share a definition, such as {@code TIME-60-3.2E7}. */
    private static String name(Shape.Leaf leaf) {
        Unit unit = leaf.unit();
        if (unit == null) {
            return leaf.type().getSimpleName();
        }
        String most = Double.isInfinite(unit.max()) ? "" : "-" + unit.max();
        return unit.value() + "-" + unit.min() + most;
    }

    private static ObjectNode forms(Shape.Leaf leaf) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        ArrayNode forms = node.putArray("anyOf");
        value(leaf, forms);
        ObjectNode sourced = forms.addObject().put("type", "object");
        ObjectNode properties = sourced.putObject("properties");
        value(leaf, properties.putObject("value").putArray("anyOf"));
        properties.putObject("source").put("type", "string");
        sourced.putArray("required").add("value").add("source");
        sourced.put("additionalProperties", false);
        return node;
    }

    private static void value(Shape.Leaf leaf, ArrayNode forms) {
        Unit unit = leaf.unit();
        if (unit != null) {
            ObjectNode number = forms.addObject();
            if (Quantity.units(unit.value()).containsKey("")) {
                number.put("type", "number").put("minimum", unit.min());
                if (!Double.isInfinite(unit.max())) {
                    number.put("maximum", unit.max());
                }
            } else {
                number.put("const", 0);
            }
            forms.addObject().put("type", "string").put("pattern", pattern(unit.value()));
        } else if (leaf.type() == boolean.class) {
            forms.addObject().put("type", "boolean");
        } else if (leaf.type() == long.class) {
            forms.addObject().put("type", "integer");
        } else if (leaf.type().isEnum()) {
            ArrayNode words = forms.addObject().putArray("enum");
            Scalars.words(leaf.type()).forEach(words::add);
        } else {
            ObjectNode text = forms.addObject().put("type", "string");
            if (leaf.type() == LocalDateTime.class) {
                text.put("pattern", "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?$");
            } else if (leaf.type() == LocalTime.class) {
                text.put("pattern", "^\\d\\d:\\d\\d(:\\d\\d)?$");
            }
        }
    }
}
