// SPDX-License-Identifier: Apache-2.0
import Journal
public import PlanningCycle

extension PostgresWorkspace {
  /// Events looked at between two calls of the progress.
  private static let block: Int64 = 1_000

  public func checkChains(_ progress: @Sendable (Int64) -> Bool) throws(StoreError) -> ChainReport {
    // What is acknowledged now is looked at: what comes meanwhile stands behind it.
    let last = try head().sequence
    var report = ChainReport()
    var done: Int64 = 0
    var verifier = ChainVerifier(key: key)
    while verifier.head.sequence < last {
      guard try follow(.journal, &verifier, through: min(last, verifier.head.sequence + Self.block), &report) else { break }
      report.journal = verifier.head
      done = verifier.head.sequence
      guard progress(done) else { return ended(report) }
    }
    report.journal = verifier.head
    let trailEnd = try head(of: .trail).sequence
    var trail = ChainVerifier(key: key.ofTrail)
    while trail.head.sequence < trailEnd {
      guard try follow(.trail, &trail, through: min(trailEnd, trail.head.sequence + Self.block), &report) else { break }
      guard progress(done + trail.head.sequence) else { return ended(report) }
    }
    report.trail = trail.head
    return report
  }

  private func ended(_ report: ChainReport) -> ChainReport {
    var report = report
    report.isWhole = false
    return report
  }

  /// One block of a chain with its origins; false where the chain breaks.
  private func follow(
    _ chain: AuditChain, _ verifier: inout ChainVerifier, through last: Int64, _ report: inout ChainReport
  ) throws(StoreError) -> Bool {
    let first = verifier.head.sequence + 1
    let (bodies, origins) = try read { connection in
      let bodies = try connection.query(
        "SELECT sequence, body FROM \(chain.table) WHERE sequence BETWEEN $1 AND $2 ORDER BY sequence", [.integer(first), .integer(last)]
      ).all.map { (sequence: $0.integer(0), bytes: $0.bytes(1)) }
      return (bodies, try OriginRows.changed(connection, chain, in: first...last, key: key))
    }
    report.origins += origins.count
    for sequence in origins.sequences {
      report.add("origin", "event \(sequence)", "From where it came is not what was sealed with it.")
    }
    let name = chain == .journal ? "chain" : "trail"
    for expected in first...last {
      let index = Int(expected - first)
      guard index < bodies.count, bodies[index].sequence == expected else {
        report.add(name, "event \(expected)", "It is gone.")
        return false
      }
      guard verifier.accept(encoded: bodies[index].bytes) != nil else {
        report.add(name, "event \(expected)", "It is not what was signed, or does not follow the event before.")
        return false
      }
    }
    return true
  }
}
