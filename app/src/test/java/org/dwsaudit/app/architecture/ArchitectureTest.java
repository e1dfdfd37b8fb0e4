package org.dwsaudit.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.dwsaudit.schema.event.CommitmentSecret;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import what. The Maven modules say the same more coarsely; a breach breaks the build. */
class ArchitectureTest {

  private static final String ROOT = "org.dwsaudit.";
  private static final String GENERATED = ROOT + "schema.grpc.";

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.dwsaudit");

  /** Module → the modules of ours that it may see. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "schema", Set.of(),
          "migrations", Set.of(),
          "domain", Set.of("schema"),
          "store", Set.of("schema"),
          "projections", Set.of("schema"),
          "compliance", Set.of("schema", "domain"),
          "api", Set.of("schema", "domain", "projections", "compliance"));

  @Test
  void everyModuleIsLookedAt() {
    ALLOWED
        .keySet()
        .forEach(
            module ->
                assertThat(PRODUCT.stream().anyMatch(c -> c.getName().startsWith(ROOT + module)))
                    .as(module)
                    .isTrue());
  }

  @TestFactory
  List<DynamicTest> aModuleSeesOnlyWhatItMay() {
    List<DynamicTest> tests = new ArrayList<>();
    ALLOWED.forEach(
        (module, allowed) -> {
          List<String> forbidden = new ArrayList<>(List.of(ROOT + "app.."));
          ALLOWED.keySet().stream()
              .filter(other -> !other.equals(module) && !allowed.contains(other))
              .forEach(other -> forbidden.add(ROOT + other + ".."));
          tests.add(
              DynamicTest.dynamicTest(
                  module,
                  () ->
                      noClasses()
                          .that()
                          .resideInAPackage(ROOT + module + "..")
                          .should()
                          .dependOnClassesThat()
                          .resideInAnyPackage(forbidden.toArray(String[]::new))
                          .check(PRODUCT)));
        });
    return tests;
  }

  @Test
  void theDomainKnowsNoDatabaseAndNoTransport() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "domain..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "javax.sql..", "com.linecorp..", "io.grpc..", "java.net.http..")
        .check(PRODUCT);
  }

  @Test
  void theApiKnowsNoSql() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
        .check(PRODUCT);
  }

  @Test
  void onlyCommitmentsAreMadeOfTheirSecrets() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "schema.integrity..")
        .should()
        .callMethod(CommitmentSecret.class, "reveal", Function.class)
        .check(PRODUCT);
  }

  @Test
  void readersOfViewsKnowNothingOfAxonsStorageInterface() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "store..", ROOT + "domain..", ROOT + "app..")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("EventStorageEngine")
        .check(PRODUCT);
  }

  @Test
  void packagesFormNoCircles() {
    slices().matching("org.dwsaudit.(*).(**)").should().beFreeOfCycles().check(PRODUCT);
  }

  @TestFactory
  List<DynamicTest> everyPackageIsNullMarked() {
    return PRODUCT.getPackage("org.dwsaudit").getSubpackagesInTree().stream()
        .filter(p -> !p.getClasses().isEmpty() && !p.getName().startsWith(GENERATED))
        .map(
            p ->
                DynamicTest.dynamicTest(
                    p.getName(),
                    () ->
                        assertThat(Class.forName(p.getName() + ".package-info"))
                            .hasAnnotation(NullMarked.class)))
        .toList();
  }

  @Test
  void packagesAreNamedAfterWhatTheyDo() {
    Set<String> vague =
        Set.of("util", "utils", "common", "helper", "helpers", "manager", "impl", "dto");
    assertThat(PRODUCT.getPackage("org.dwsaudit").getSubpackagesInTree())
        .map(JavaPackage::getRelativeName)
        .doesNotContainAnyElementsOf(vague);
  }

  @Test
  void nobodyWritesToStandardOutputButTheCommandLine() {
    classes()
        .that()
        .resideOutsideOfPackage(ROOT + "app.cli..")
        .should(
            com.tngtech.archunit.lang.conditions.ArchConditions.not(
                com.tngtech.archunit.lang.conditions.ArchConditions.accessField(
                    System.class, "out")))
        .check(PRODUCT);
  }
}
