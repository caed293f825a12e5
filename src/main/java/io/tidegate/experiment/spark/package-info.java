/**
 * Tasks on Apache Spark. The program runs without Spark: only {@link io.tidegate.experiment.spark.SparkJobs} knows its classes, and
 * {@link io.tidegate.experiment.spark.SparkMaster} touches that one only where a cluster is asked for.
 */
@NullMarked
package io.tidegate.experiment.spark;

import org.jspecify.annotations.NullMarked;
