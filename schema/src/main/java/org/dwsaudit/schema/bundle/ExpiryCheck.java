package org.dwsaudit.schema.bundle;

import static org.dwsaudit.schema.bundle.BundleFlaw.RECEIPT_MISSING;
import static org.dwsaudit.schema.bundle.BundleFlaw.RECEIPT_WRONG;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.administration.DroppedMonth;
import org.dwsaudit.schema.merkle.InclusionProof;

/** Whether the receipts vouch for what is said to have expired. */
final class ExpiryCheck {

  private final Map<UUID, Receipt> receipts;

  ExpiryCheck(Map<UUID, Receipt> receipts) {
    this.receipts = receipts;
  }

  void require(LogStep.ExpiredRange step) {
    Receipt receipt = receipt(step.run());
    InclusionProof proof =
        new InclusionProof(step.ordinal(), receipt.proof().ranges(), step.path());
    if (!proof.proves(step.range().leaf(), receipt.proof().rangesRoot())) {
      throw new BundleException(
          RECEIPT_WRONG,
          "session %s, %d to %d: not what the receipt of run %s vouches for"
              .formatted(
                  step.range().session(), step.range().first(), step.range().last(), step.run()));
    }
  }

  /** The months, as their receipts have them. */
  List<DroppedMonth> require(LogStep.ExpiredMonths step) {
    List<DroppedMonth> months = new ArrayList<>();
    long events = 0;
    for (LogStep.MonthOfRun said : step.months()) {
      DroppedMonth month = month(said);
      events += month.events();
      months.add(month);
    }
    if (events < step.last() - step.first() + 1) {
      throw new BundleException(
          RECEIPT_WRONG,
          "session %s, %d to %d: more than the months had"
              .formatted(step.session(), step.first(), step.last()));
    }
    return months;
  }

  private DroppedMonth month(LogStep.MonthOfRun said) {
    return receipt(said.run()).proof().months().stream()
        .filter(month -> month.requirement() == said.requirement())
        .filter(month -> month.month().toString().equals(said.month()))
        .findFirst()
        .orElseThrow(
            () ->
                new BundleException(
                    RECEIPT_WRONG,
                    "the receipt of run %s has no such month".formatted(said.run())));
  }

  private Receipt receipt(UUID run) {
    Receipt receipt = receipts.get(run);
    if (receipt == null) {
      throw new BundleException(RECEIPT_MISSING, "run %s has no receipt here".formatted(run));
    }
    return receipt;
  }
}
