// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DataQuality
import PlanningCycle
import Wire

extension QualityView {
  var json: JSON {
    .object([
      .init("revision", .integer(revision)), .init("all", all.json), .init("sources", JSON(sources) { $0.json }),
      .init("departments", JSON(departments) { $0.json }),
      .init(
        "failing",
        JSON(failing) { one in
          .object([
            .init("rule", one.rule.json()), .init("source", .string(one.source)), .init("batch", .integer(one.batch)),
            .init("failed", JSON(one.failed)), .init("checked", JSON(one.checked)),
          ])
        }),
      .init("held", JSON(held) { $0.json }), .init("rules", JSON(rules) { $0.rule.json(owner: $0.owner, by: $0.by) }),
      .init(
        "owners", JSON(owners) { .object([.init("login", .string($0.login)), .init("name", .text($0.name))]) }),
      .init(
        "severities",
        JSON(QualitySeverity.allCases) { .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label))]) }),
      .init(
        "forms",
        JSON(QualityCheck.Form.allCases) { .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label))]) }),
    ])
  }
}

extension QualityView.Series {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("name", .text(name)), .init("score", .count(newest?.score)),
      .init("batch", newest.map { .integer($0.batch) } ?? .null), .init("at", JSON(newest?.at)), .init("change", .count(change)),
      .init("batches", JSON(batches)), .init("unchecked", JSON(unchecked)), .init("held", JSON(held)),
      .init(
        "months",
        JSON(months) {
          .object([.init("month", .month($0.month)), .init("score", JSON($0.score)), .init("batches", JSON($0.batches))])
        }),
    ])
  }
}

extension StandingRule {
  fileprivate func json(owner: BilingualText? = nil, by: BilingualText? = nil) -> JSON {
    .object([
      .init("id", .string(rule.id)), .init("kind", .string(rule.kind.rawValue)), .init("kindLabel", .text(rule.kind.label)),
      .init("form", .string(rule.check.form.rawValue)), .init("formLabel", .text(rule.check.form.label)),
      .init("dimension", .string(rule.check.dimension.rawValue)), .init("severity", .string(rule.severity.rawValue)),
      .init("tolerated", .figure(Double(rule.tolerated) / 100, decimals: 2)), .init("words", .text(rule.words)),
      .init("condition", .text(rule.condition)), .init("name", .string(name)), .init("isOn", JSON(isOn)),
      .init("isShipped", JSON(isShipped)), .init("isChanged", JSON(savedIn != nil)),
      .init("owner", owner.map { .text($0) } ?? .null), .init("by", by.map { .text($0) } ?? .null),
    ])
  }
}

extension BatchCard {
  /// A batch in the words of its check; the same after the import and years later.
  var json: JSON {
    .object([
      .init("batch", .integer(batch)), .init("kind", .string(kind.rawValue)), .init("label", .text(kind.label)),
      .init("file", .string(fileName)), .init("source", .string(source)), .init("by", .text(by)), .init("at", .string(at)),
      .init("department", department.map { .text($0) } ?? .null), .init("state", .string(state.rawValue)),
      .init("isChecked", JSON(report != nil)), .init("accepted", JSON(accepted)), .init("added", JSON(added)),
      .init("corrected", JSON(corrected)), .init("unchanged", JSON(unchanged)),
      .init("rowsRead", .count(report?.rowsRead)), .init("rejected", .count(report?.rejected)),
      .init("score", .count(report?.score?.total)),
      .init("parts", parts), .init("outcomes", JSON(sortedOutcomes) { $0.json }), .init("coverage", report?.coverage.json(kind) ?? .null),
      .init(
        "owner",
        owner.map { .object([.init("login", .string($0.login)), .init("name", .text($0.name))]) } ?? .null),
      .init(
        "end",
        end.map {
          .object([
            .init("by", .text($0.by)), .init("at", .string($0.at)), .init("reason", .string($0.reason)), .init("event", .integer($0.event)),
          ])
        } ?? .null),
      .init(
        "release",
        release.map {
          .object([.init("of", $0.of.map { .integer($0) } ?? .null), .init("reason", .string($0.reason))])
        } ?? .null),
      .init("actions", JSON(actions) { .string($0) }),
    ])
  }

  private var parts: JSON {
    guard let score = report?.score else { return .array([]) }
    return JSON(QualityDimension.allCases.filter { score.parts[$0] != nil }) {
      .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label)), .init("score", .count(score.parts[$0]))])
    }
  }

  /// What fails first, the gravest of it first; then what passed, then what could not be checked.
  private var sortedOutcomes: [RuleOutcome] {
    func place(_ one: RuleOutcome) -> Int {
      switch one.state {
      case .failed: -one.rule.severity.weight
      case .passed: 1
      case .unchecked: 2
      }
    }
    return (report?.outcomes ?? []).enumerated().sorted { left, right in
      let (one, other) = (place(left.element), place(right.element))
      return one != other ? one < other : left.offset < right.offset
    }.map(\.element)
  }
}

extension RuleOutcome {
  fileprivate var json: JSON {
    .object([
      .init("rule", .string(rule.id)), .init("severity", .string(rule.severity.rawValue)), .init("state", .string(state.rawValue)),
      .init("formLabel", .text(rule.check.form.label)), .init("condition", .text(rule.condition)), .init("checked", JSON(checked)),
      .init("failed", JSON(failed)),
      .init(
        "examples",
        JSON(examples) {
          .object([
            .init("line", JSON(Int($0.line))), .init("key", .string($0.key)), .init("value", .string($0.value)),
            .init("expected", .string($0.expected)),
          ])
        }),
    ])
  }
}

extension BatchCoverage {
  fileprivate func json(_ kind: FactKind) -> JSON {
    let schema = FactSchema.of(kind)
    func field(_ name: String) -> FactField? { schema.index(of: name).map { schema.fields[$0] } }
    func label(_ name: String) -> JSON { .bilingual(field(name)?.label ?? name, name) }
    func amount(_ value: Int64?) -> JSON {
      JSON(value.flatMap { value in self.field.flatMap { field($0) }.map { $0.type.text(of: value) } })
    }
    return .object([
      .init("field", self.field.map { label($0) } ?? .null), .init("newest", .day(newest)), .init("earlierMonths", JSON(earlierMonths)),
      .init(
        "months",
        JSON(months) { one in
          .object([
            .init("month", .month(one.month)), .init("rows", JSON(one.rows)), .init("sum", amount(one.sum)),
            .init("rowsBefore", JSON(one.rowsBefore)), .init("sumBefore", amount(one.sumBefore)),
          ])
        }),
      .init(
        "newCodes",
        JSON(newCodes) { one in
          .object([
            .init("field", .string(one.field)), .init("label", label(one.field)), .init("count", JSON(one.count)),
            .init("examples", JSON(one.examples) { .string($0) }),
          ])
        }),
    ])
  }
}
