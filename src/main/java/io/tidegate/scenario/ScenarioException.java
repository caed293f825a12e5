package io.tidegate.scenario;

import java.util.List;

/** A scenario that cannot be used, with everything that is wrong with it. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> messages;

    /** One message a mistake, each {@code file:line:column: what}, in order of place; at least one. */
    public ScenarioException(List<String> messages) {
        super(String.join("\n", messages));
        this.messages = List.copyOf(messages);
    }

    /** The mistakes, in order of file, line and column. */
    public List<String> messages() {
        return messages;
    }
}
