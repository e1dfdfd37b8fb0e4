package org.dwsaudit.app.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} shows: the jar's version and the JDK it runs on. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "DWS Audit " + (version == null ? "(unpackaged)" : version), "Java " + Runtime.version()
    };
  }
}
