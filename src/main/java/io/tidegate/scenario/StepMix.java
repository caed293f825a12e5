package io.tidegate.scenario;

/**
 * One kind of step in a measurement.
 *
 * @param share share of the measurement's steps that are of this kind; the shares of a measurement sum to 1
 * @param batch decoding sequences
 * @param kvTokens tokens that these hold
 * @param prefill prefill tokens
 * @param position mean position of the prefill tokens in their sequences
 * @param requests prefilling requests
 */
public record StepMix(double share, double batch, double kvTokens, double prefill, double position, double requests) {}
