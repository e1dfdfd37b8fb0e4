package org.dwsaudit.schema.administration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Period;
import java.util.List;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Refusals;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers send about holds and policies, read strictly. */
class AdministrationJsonTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HoldScopeJson scopes = new HoldScopeJson(Taxonomy.standard());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "5|INVALID_ARGUMENT",
        "{}|INVALID_ARGUMENT",
        "{'kind':'tenant','value':'x'}|INVALID_ARGUMENT",
        "{'kind':'session','value':'x'}|INVALID_ARGUMENT",
        "{'kind':'session'}|INVALID_ARGUMENT",
        "{'kind':'worker','value':''}|INVALID_ARGUMENT",
        "{'kind':'worker','value':5}|INVALID_ARGUMENT",
        "{'kind':'worker','value':'x','query':{}}|INVALID_ARGUMENT",
        "{'kind':'query','value':'x','query':{}}|INVALID_ARGUMENT",
        "{'kind':'query'}|INVALID_ARGUMENT",
        "{'kind':'worker','value':'x','since':1}|INVALID_ARGUMENT",
        "{'kind':'query','query':5}|INVALID_QUERY",
        "{'kind':'query','query':{'event_types':['nothing.such']}}|INVALID_QUERY",
        "{'kind':'query','query':{'limit':5}}|INVALID_QUERY"
      })
  void noScope(String json, ErrorCode code) throws JsonProcessingException {
    JsonNode value = json(json);
    assertThat(Refusals.code(() -> scopes.read(value))).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "{}",
        "{'category':'mandatory'}",
        "{'category':'other','period':'P1Y'}",
        "{'category':'mandatory','period':'1Y'}",
        "{'category':'mandatory','period':'PT24H'}",
        "{'category':'mandatory','period':'P99999999999D'}",
        "{'category':'mandatory','period':365}",
        "{'category':'compliance','period':'P1Y','event_types':'*'}",
        "{'category':'compliance','period':'P1Y','event_types':[5]}",
        "{'category':'compliance','period':'P1Y','event_types':['*'],'framework':5}",
        "{'category':'mandatory','period':'P1Y','name':'x'}"
      })
  void noPolicy(String json) throws JsonProcessingException {
    JsonNode value = json(json);
    assertThat(Refusals.code(() -> RetentionPolicyJson.read(value)))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void aPolicy() throws JsonProcessingException {
    assertThat(
            RetentionPolicyJson.read(
                json(
                    "{'category':'compliance','period':'P10Y','event_types':['approval.*'],"
                        + "'framework':'eu-ai-act','caveat':'as shown'}")))
        .isEqualTo(
            new RetentionPolicy(
                RetentionPolicy.Category.COMPLIANCE,
                Period.ofYears(10),
                List.of("approval.*"),
                "eu-ai-act"));
  }

  private static JsonNode json(String json) throws JsonProcessingException {
    return MAPPER.readTree(json.replace('\'', '"'));
  }
}
