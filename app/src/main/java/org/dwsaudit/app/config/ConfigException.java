package org.dwsaudit.app.config;

/** The configuration is wrong; the message says where and what was expected. */
public final class ConfigException extends RuntimeException {

  public ConfigException(String message) {
    super(message);
  }
}
