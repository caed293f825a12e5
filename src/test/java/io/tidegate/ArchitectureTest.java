package io.tidegate;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import umontreal.ssj.rng.RandomStream;
import umontreal.ssj.simevents.Accumulate;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Sim;
import umontreal.ssj.simevents.Simulator;

/** Who may use whom, and what keeps a run reproducible. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final List<String> PACKAGES = List.of(
            "cli",
            "report",
            "experiment",
            "scenario",
            "measure",
            "fleet",
            "supply",
            "limits",
            "serving",
            "workload",
            "random");

    /** The simulation itself: no files, no clock, no threads, no order that a run could not repeat. */
    private static final String[] CORE =
            packages("fleet", "supply", "limits", "serving", "workload", "measure", "random");

    private final JavaClasses all = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tidegate");

    /**
     * Each package and those it may use. Everyone may also use the root package (units). {@code scenario} composes the specs of
     * the packages below it, and {@code experiment} hands them on to {@code fleet}.
     */
    @ParameterizedTest
    @CsvSource({
        "report,     experiment measure",
        "experiment, scenario fleet measure random workload limits serving supply",
        "scenario,   workload limits serving supply",
        "measure,    ''",
        "fleet,      supply serving limits workload measure random",
        "supply,     serving random",
        "limits,     workload",
        "serving,    random",
        "workload,   random",
        "random,     ''",
    })
    void arrowsPointDown(String user, String used) {
        Set<String> others = new TreeSet<>(PACKAGES);
        others.remove(user);
        others.removeAll(Arrays.asList(used.split(" ", -1)));
        check(noClasses()
                .that()
                .resideInAPackage("io.tidegate." + user + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(others.toArray(String[]::new))));
    }

    @Test
    void everyClassHasItsPlaceInTheTable() {
        check(classes()
                .should()
                .resideInAnyPackage(packages(PACKAGES.toArray(String[]::new)))
                .orShould()
                .resideInAPackage("io.tidegate"));
    }

    @Test
    void coreUsesNoLibrariesButThoseOfSimulation() {
        // The empty name is that of primitive types.
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "",
                        "io.tidegate..",
                        "java..",
                        "umontreal.ssj..",
                        "org.apache.commons.math3..",
                        "org.HdrHistogram..",
                        "org.jspecify.."));
    }

    @Test
    void unitsUseNothing() {
        check(noClasses()
                .that()
                .resideInAPackage("io.tidegate")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tidegate.*.."));
    }

    @Test
    void coreReadsAndWritesNothing() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.util.logging..", "java.util.zip.."));
    }

    @Test
    void coreKnowsNoClockAndNoOtherChance() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethodWhere(target(owner(assignableTo(System.class)))
                        .and(target(nameMatching("currentTimeMillis|nanoTime|getenv|getProperty|identityHashCode"))))
                .orShould()
                .callMethodWhere(target(nameMatching("now")).and(target(owner(inPackage("java.time")))))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Math.class))).and(target(nameMatching("random"))))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.time.Clock.class, java.util.Random.class, java.util.UUID.class)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.SplittableRandom|java\\.util\\.random\\..*"));
    }

    /** The last bit of {@code Math}'s transcendental functions is the processor's choice; {@code StrictMath}'s is not. */
    @Test
    void coreUsesStrictMath() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethodWhere(target(owner(assignableTo(Math.class)))
                        .and(target(
                                nameMatching("a?(sin|cos|tan)h?|atan2|exp|expm1|log|log10|log1p|pow|cbrt|hypot")))));
    }

    /** Iteration in hash order differs between machines; that of immutable sets and maps, even between two runs. */
    @Test
    void coreHasNoHashOrder() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(HashMap.class, HashSet.class, IdentityHashMap.class, ConcurrentHashMap.class)
                .orShould()
                .callMethodWhere(target(owner(belongToAnyOf(Map.class, Set.class)))
                        .and(target(nameMatching("of|copyOf|ofEntries"))))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Collectors.class)))
                        .and(target(
                                nameMatching("to(Unmodifiable)?Set|to(Unmodifiable)?Map|groupingBy|partitioningBy")))));
    }

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.tidegate.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class));
    }

    @Test
    void onlyExperimentHasThreads() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.tidegate.experiment..")
                .and()
                // Java calls a program's own thread when a signal ends it.
                .doNotHaveFullyQualifiedName("io.tidegate.cli.Interruption")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.Thread(Local|Group)?|java\\.util\\.Timer(Task)?")
                .orShould()
                .dependOnClassesThat()
                // Commands of the command line are Callables.
                .haveNameMatching("java\\.util\\.concurrent\\.(?!Callable|TimeUnit).*")
                .orShould()
                .callMethodWhere(target(nameMatching("parallel|parallelStream|parallel(Sort|SetAll|Prefix)"))
                        .and(target(owner(inPackage("java.util")).or(owner(assignableTo(BaseStream.class)))))));
    }

    /** The program runs without Spark; so nothing else may load a class of it. */
    @Test
    void oneClassKnowsSpark() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.tidegate.experiment.spark.SparkJobs")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "scala.."));
    }

    @Test
    void noStaticFieldChanges() {
        check(fields().that().areStatic().should().beFinal());
    }

    @Test
    void nothingUsesSsjsDefaultSimulator() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Sim.class)
                .orShould()
                .callConstructor(Event.class)
                .orShould()
                .callConstructor(Accumulate.class)
                .orShould()
                .callConstructor(Accumulate.class, String.class)
                .orShould()
                .callMethod(Simulator.class, "getDefaultSimulator"));
    }

    @Test
    void streamsComeFromOnePlace() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.tidegate.random")
                .should()
                .callConstructorWhere(target(owner(assignableTo(RandomStream.class)))));
        check(noClasses().should().callMethodWhere(target(nameMatching("setPackageSeed"))));
    }

    private void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(all);
    }

    private static DescribedPredicate<JavaClass> inPackage(String name) {
        return JavaClass.Predicates.resideInAPackage(name + "..");
    }

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> "io.tidegate." + name + "..").toArray(String[]::new);
    }
}
