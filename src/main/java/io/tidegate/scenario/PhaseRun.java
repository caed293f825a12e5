package io.tidegate.scenario;

/**
 * One thing to simulate: a phase of a scenario, or of one of its variants.
 *
 * @param phase the span; where there are variants its name and label say which one
 * @param variant the variant's name; empty where a scenario has none
 * @param against index of the run that differences are taken from: of the same phase's first variant, or of the first phase where
 *     there are no variants
 * @param scenario the scenario with the variant's values
 */
public record PhaseRun(PhaseSpec phase, String variant, int against, Scenario scenario) {}
