/**
 * Conditions on measured values: what a scenario expects of its run, such as {@code p99(ttft){plan=pro,phase=after} < 5 s} or
 * {@code denied_share{reason=WINDOW_5H}.after < 0.5 * before}.
 *
 * <pre>
 * condition = side ("&lt;" | "&lt;=" | "&gt;" | "&gt;=") side
 * side      = ["-"] term (("+" | "-") term)*
 * term      = [number "*"] (number with unit | measure | phase or variant)
 * measure   = name ["(" quantity ")"] ["{" label "=" value ("," label "=" value)* "}"] ("." phase or variant)*
 * </pre>
 *
 * A label that is not given means all together, but for batch jobs: what is by region or kind, such as {@code
 * denied_share{plan=pro,region=europe,kind=coding}}, has them where it says {@code kind=batch} only. A phase or variant alone stands for the measure of the other side there. Both sides
 * were measured in the same groups of cells, so what is decided is their paired difference: a condition passes where all of its
 * 95 % interval is on the right side, fails where all of it is on the wrong one, and is undecided otherwise.
 */
@NullMarked
package io.tidegate.experiment.expect;

import org.jspecify.annotations.NullMarked;
