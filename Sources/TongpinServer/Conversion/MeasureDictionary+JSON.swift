// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import PlanningCycle
import TradeMeasures
import Wire

/// 指标字典 with what a screen offers to choose from.
struct MeasureAnswer: Sendable {
  private let dictionary: MetricDictionaryView
  private let seesPurchases: Bool
  private let isNarrowed: Bool
  private let customers: [Catalogue.Named]
  private let suppliers: [Catalogue.Named]
  private let closed: Month
  private let revision: Int64

  init(_ dictionary: MetricDictionaryView, _ workspace: Workspace, _ proof: Authorized<To.ViewPlan>) {
    let catalogue = workspace.plan.catalogue
    let isNarrowed = !proof.scope.isEverything
    let seesPurchases = (try? Access.authorize(proof.person, to: To.ViewPurchases.self)) != nil
    let own = Set(workspace.regions(proof).map(\.code))
    self.dictionary = dictionary
    self.isNarrowed = isNarrowed
    self.seesPurchases = seesPurchases
    customers = catalogue.customers.values.filter { !isNarrowed || own.contains($0.group) }.sorted { $0.code < $1.code }
    suppliers = seesPurchases ? catalogue.suppliers.values.sorted { $0.code < $1.code } : []
    closed = workspace.plan.cutoff
    revision = workspace.revision
  }

  var json: JSON {
    let named = { (party: Catalogue.Named) in JSON.object([.init("code", .string(party.code)), .init("name", .text(party.name))]) }
    return .object([
      .init("revision", .integer(revision)), .init("closedMonth", .month(closed)), .init("salesMonths", span(dictionary.salesMonths)),
      .init("purchaseMonths", span(dictionary.purchaseMonths)), .init("isNarrowed", JSON(isNarrowed)),
      .init(
        "measures",
        JSON(dictionary.entries) { $0.json(isAllowed: $0.definition.measure.side == .sales || seesPurchases) }),
      .init("findings", JSON(dictionary.findings) { $0.json }), .init("customers", JSON(customers, named)),
      .init("suppliers", JSON(suppliers, named)), .init("channels", JSON(dictionary.channels) { .string($0) }),
    ])
  }

  private func span(_ months: ClosedRange<Month>?) -> JSON {
    months.map { .object([.init("first", .month($0.lowerBound)), .init("last", .month($0.upperBound))]) } ?? .null
  }
}

extension MetricDictionaryView.Entry {
  fileprivate func json(isAllowed: Bool) -> JSON {
    .object(
      definition.members + [
        .init("owner", .trade(definition.owner)), .init("formula", .trade(definition.formula)),
        .init("unit", .trade(MetricDefinition.unit)), .init("validFrom", .day(definition.validFrom)),
        .init("validTo", .day(definition.validTo)), .init("standIn", .trade(definition.standIn)),
        .init("sources", JSON(definition.sources) { $0.json }), .init("follows", JSON(definition.measure.follows?.rawValue)),
        .init("hasDocuments", JSON(hasDocuments)), .init("standsIn", JSON(standsIn)), .init("isAllowed", JSON(isAllowed)),
      ])
  }
}

extension MetricDefinition {
  /// What tells one figure from another, wherever it is named.
  var members: [JSON.Member] {
    [
      .init("id", .string(id)), .init("side", .string("\(measure.side)")), .init("name", .trade(name)), .init("version", JSON(version)),
      .init("dateRule", .object([.init("key", .string(dateRule.rawValue)), .init("label", .trade(dateRule.name))])),
      .init("taxRule", .object([.init("key", .string(taxRule.rawValue)), .init("label", .trade(taxRule.name))])),
    ]
  }
}

extension TradeMeasure {
  /// The measure before it in the tree of documents; nil for the contract.
  fileprivate var follows: TradeMeasure? { TradeStep.allCases.first { $0.to == stage }.map { TradeMeasure(side, $0.from) } }
}

extension MetricSource {
  fileprivate var json: JSON {
    let fields = FactSchema.all.first { $0.kind == kind }?.fields ?? []
    return .object([
      .init("kind", .string(kind.rawValue)), .init("label", .text(kind.label)),
      .init(
        "columns",
        JSON(columns) { name in
          .object([
            .init("name", .string(name)), .init("label", .bilingual(fields.first { $0.name == name }?.label ?? name, name)),
          ])
        }),
    ])
  }
}

extension MeasureFinding {
  fileprivate var json: JSON {
    .object([
      .init("code", .string(code.rawValue)), .init("side", .string("\(side)")), .init("sideName", .trade(side.name)),
      .init("words", .trade(words)), .init("count", JSON(count)), .init("amount", .money(amount)),
      .init("examples", JSON(examples) { .string($0) }),
    ])
  }
}

extension JSON {
  static func trade(_ text: TradeText) -> JSON { .bilingual(text.chinese, text.english) }
}
