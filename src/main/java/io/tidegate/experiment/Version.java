package io.tidegate.experiment;

/** The program's version. */
public final class Version {
    private Version() {}

    /** The version of the packaged program, or {@code development} where it is not packaged. */
    public static String text() {
        String packaged = Version.class.getPackage().getImplementationVersion();
        return packaged == null ? "development" : packaged;
    }
}
