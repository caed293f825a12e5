package io.tidegate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** States the dimension and the inclusive range of a numeric component of a specification record. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Unit {
    /** What the quantity measures. */
    Dimension value();

    /** The least value allowed, in the dimension's base unit. */
    double min() default 0;

    /** The greatest value allowed, in the dimension's base unit. */
    double max() default Double.POSITIVE_INFINITY;
}
