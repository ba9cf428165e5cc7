// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// A hierarchy as rows of `parent,child`.
public struct HierarchyFile: Sendable {
  /// nil when it is none: the findings say why.
  public let hierarchy: Hierarchy?
  /// In the order of lines. A row without a name and a repeated row are left out, and the rest goes on.
  public let findings: [SeriesFinding]
  public let rejectedCount: Int

  /// - Throws: `SeriesFileError`; whatever the source throws.
  public init(source: @escaping DelimitedRecords.Source) throws {
    var records = try NamedRecords(columns: ["parent", "child"], source: source)
    let (parent, child) = (records.place("parent"), records.place("child"))
    var edges: [Hierarchy.Edge] = []
    var lines: [Int] = []
    var findings: [SeriesFinding] = []
    while let outcome = try records.next() {
      switch outcome {
      case .rejected(let finding): findings.append(finding)
      case .row(let row):
        edges.append(
          Hierarchy.Edge(parent: NamedRecords.trimmed(row.fields[parent]), child: NamedRecords.trimmed(row.fields[child])))
        lines.append(row.line)
      }
    }
    let problems = Hierarchy.problems(edges: edges)
    var left: Set<Int> = []
    for problem in problems {
      if let entry = problem.entry {
        left.insert(entry)
        let column = problem.kind == .noName && edges[entry].parent.isEmpty ? "parent" : "child"
        findings.append(SeriesFinding(line: lines[entry], column: column, reason: problem.reason + "; row rejected"))
      } else {
        let entry = edges.firstIndex { $0.child == problem.node }
        findings.append(SeriesFinding(line: entry.map { lines[$0] } ?? 1, column: "child", reason: problem.reason))
      }
    }
    rejectedCount = findings.count
    let kept = edges.indices.filter { !left.contains($0) }.map { edges[$0] }
    // A cycle, or nothing at all, is no hierarchy.
    do throws(ForecastError) {
      hierarchy = problems.allSatisfy { $0.entry != nil } ? try Hierarchy(edges: kept) : nil
    } catch {
      hierarchy = nil
      findings.append(SeriesFinding(line: lines.first ?? 1, column: "", reason: error.detail))
    }
    self.findings = findings.sorted { $0.line < $1.line }
  }
}
