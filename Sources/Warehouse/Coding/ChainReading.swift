// SPDX-License-Identifier: Apache-2.0
public import Journal
import PlanningCycle

/// The journal's chain on its way past, and how many rows of other tables its events speak of.
public struct ChainReading: Sendable {
  private var verifier: ChainVerifier
  private var isBroken = false
  public private(set) var events: Int64 = 0
  public private(set) var members = 0
  public private(set) var batches = 0
  public private(set) var runs = 0

  public init(key: ChainKey) { verifier = ChainVerifier(key: key) }

  /// Looks at the next event.
  ///
  /// - Returns: the first that is not what was signed, or does not follow the event before; the events after it are only counted.
  public mutating func read(_ body: [UInt8], at sequence: Int64) -> VerificationReport.Fault? {
    events += 1
    var fault: VerificationReport.Fault?
    var event: Event?
    if isBroken {
      event = try? Event(decoding: body)
    } else if let next = verifier.accept(encoded: body), next.sequence == sequence {
      event = next
    } else {
      isBroken = true
      event = try? Event(decoding: body)
      fault = VerificationReport.Fault(
        witness: "chain", subject: "event \(sequence)", detail: "It is not what was signed, or does not follow the event before.")
    }
    guard let event else { return fault }
    members += event.kind == MemberEvent.kind ? event.payload["codes"]?.list?.count ?? 0 : 0
    batches += FactReceipt(event) == nil ? 0 : 1
    runs += ForecastRunRecord(event) == nil ? 0 : 1
    return fault
  }
}
