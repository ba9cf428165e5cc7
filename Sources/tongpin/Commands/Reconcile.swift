// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ForecastMethods
import Forecasting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `tongpin reconcile`: forecasts of every level in, forecasts that add up out, without a company.
struct ReconcileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Makes forecasts of all levels of a hierarchy add up.",
    discussion: """
      Reads unique_id,ds,mean,lo-80,hi-80,…,model as `tongpin forecast` writes it, for every node of the hierarchy, and the hierarchy as rows parent,child (a child may have \
      several parents: item and region). Writes the same columns in the same order, with values that add up. Rows that cannot be used are named on standard error; when no node lacks \
      a forecast the rest is reconciled, and the exit code is 3.

      Methods: bottom-up; average-proportions, proportion-averages (need --history) and forecast-proportions share out from the top, or from --level; ols, structural, variance and shrink \
      weigh all forecasts (the last two need --residuals of the models that made them).

      Examples
        tongpin reconcile base.csv --hierarchy tree.csv
        tongpin reconcile base.csv --hierarchy tree.csv --method shrink --residuals residuals.csv --non-negative
        tongpin reconcile base.csv --hierarchy tree.csv --overrides fixed.csv --output plan.csv
      """)

  @Argument(help: "CSV with the columns unique_id, ds and mean; - is standard input.")
  var input: String

  @Option(help: "CSV with the columns parent and child.")
  var hierarchy: String

  @Option(help: "One of \(ReconciliationMethod.names.joined(separator: ", ")).")
  var method = "structural"

  @Option(help: "Depth that is shared out from, 0 is the topmost; for proportions.")
  var level: String?

  @Option(help: "CSV with the columns unique_id, ds and y: actual values of every node.")
  var history: String?

  @Option(help: "CSV with the columns unique_id, ds and y: actual less fitted values of every node.")
  var residuals: String?

  @Option(help: "CSV with the columns unique_id, ds and value: what is fixed, at any level.")
  var overrides: String?

  @Flag(help: "The nearest values of which none is below 0.")
  var nonNegative = false

  @Flag(help: "Leaves out lo and hi. Reconciling them takes minutes for tens of thousands of nodes.")
  var noIntervals = false

  @Option(help: "File for the result; standard output when left out.")
  var output: String?

  @Flag(help: "Says on standard error how many seconds of processor time the reconciliation itself took.")
  var timings = false

  func run() throws {
    var complaints = FileComplaints()
    do {
      guard let hierarchy = try readHierarchy(&complaints) else { throw complaints.exitCode(isDone: false) }
      let base = try table(input, hierarchy, ["mean"], &complaints)
      let kept = try overrides.map { try table($0, hierarchy, ["value"], &complaints) }
      let history = try history.map { try table($0, hierarchy, ["y"], &complaints) }
      let residuals = try residuals.map { try table($0, hierarchy, ["y"], &complaints) }
      let begun = Self.processorSeconds()
      let reconciliation = try Reconciliation(
        hierarchy, ReconciliationMethod(name: method, hierarchy, level: level), history: history?.column("y"),
        residuals: residuals?.column("y"),
        isNonNegative: nonNegative)
      let outcome = try TableReconciler(reconciliation, writesIntervals: !noIntervals).reconcile(base, overrides: kept)
      if timings {
        ByteWriter.complain("inside \(Self.processorSeconds() - begun)")
      }
      let writer = try ByteWriter(output)
      try writer.write(outcome.heading)
      for place in 0..<outcome.count { try writer.write(outcome.lines(place)) }
      try writer.flush()
      throw complaints.exitCode(isDone: true)
    } catch let code as ExitCode {
      throw code
    } catch let error as any CustomStringConvertible & Error {
      ByteWriter.complain("tongpin reconcile: \(error.description)")
      throw ExitCode.failure
    }
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private func readHierarchy(_ complaints: inout FileComplaints) throws -> Hierarchy? {
    let file = try HierarchyFile(source: ByteReader(hierarchy).piece)
    complaints.note(hierarchy, file.findings, rejected: file.rejectedCount)
    return file.hierarchy
  }

  private func table(_ path: String, _ hierarchy: Hierarchy, _ columns: [String], _ complaints: inout FileComplaints) throws -> NodeTable {
    let table = try NodeTable(hierarchy, columns: columns, bounds: columns == ["mean"] && !noIntervals, source: ByteReader(path).piece)
    complaints.note(path, table.findings, rejected: table.rejectedCount)
    return table
  }
}

/// What could not be used of several files, a bounded number of lines.
private struct FileComplaints {
  private var said = 0
  private var rejectedRows = 0
  static let limit = 1_000

  mutating func note(_ path: String, _ findings: [SeriesFinding], rejected: Int) {
    rejectedRows += rejected
    for finding in findings {
      said += 1
      if said <= Self.limit { ByteWriter.complain("\(path), \(finding.description)") }
      if said == Self.limit + 1 { ByteWriter.complain("further findings are counted, not shown") }
    }
  }

  /// 0 done, 1 nothing came out, 3 done with rejected rows.
  func exitCode(isDone: Bool) -> ExitCode {
    if rejectedRows > 0 { ByteWriter.complain("\(rejectedRows) row(s) rejected") }
    return !isDone ? .failure : rejectedRows > 0 ? ExitCode(3) : .success
  }
}
