// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// The rules that come along. Those that stop a batch say what no honest file does: a key that stands for two things, a day in another century, a figure that is
/// fifty times its own past in most rows. They hold for a first import as well: what has no past is not checked against one.
public enum ShippedRules {
  /// Every kind's, in the order of `FactKind.allCases`.
  public static let all: [QualityRule] = FactKind.allCases.flatMap { of($0) }

  public static func of(_ kind: FactKind) -> [QualityRule] {
    var set = RuleSet(kind)
    set.addGeneral()
    switch kind {
    case .salesOrderLines, .shipments, .invoices, .receipts, .deals, .prices, .quotas, .salesForecasts, .rebates, .promotions:
      set.addSales()
    case .purchaseOrderLines, .purchaseReceipts, .purchaseInvoices, .payments, .supplierItems, .stock, .billOfMaterials, .frameAgreements:
      set.addSupply()
    case .bankBalances, .bankTransactions, .ledgerBalances, .bills, .loans, .fixedAssets, .headcount, .budgets, .exchangeRates, .taxRates:
      set.addMoney()
    case .items, .customers, .suppliers, .employees: set.addMasters()
    case .departments, .organisations, .accounts, .territories, .drivers, .paymentTerms, .dealStages: break
    }
    for rule in set.rules { precondition(rule.faults.isEmpty, "a rule that comes along can be checked: \(rule.id) \(rule.faults)") }
    return set.rules
  }

  /// Times the past from which a unit must have changed: 分 and 元 are a hundred apart, 元 and 千元 a thousand, 元 and 万元 ten thousand.
  static let unitFactor = 50
}

/// The rules of one kind while they are put together.
struct RuleSet {
  let kind: FactKind
  let schema: FactSchema
  private(set) var rules: [QualityRule] = []

  init(_ kind: FactKind) {
    self.kind = kind
    schema = FactSchema.of(kind)
  }

  /// - Parameter tolerated: rows of ten thousand.
  mutating func add(_ name: String, _ check: QualityCheck, _ severity: QualitySeverity, tolerated: Int = 0) {
    rules.append(
      QualityRule(
        id: "\(kind.rawValue).\(check.form.rawValue).\(name)", kind: kind, check: check, severity: severity, tolerated: tolerated))
  }

  mutating func require(_ fields: String..., as severity: QualitySeverity = .note, tolerated: Int = 500) {
    for field in fields { add(field, .required(field: field), severity, tolerated: tolerated) }
  }

  mutating func bound(_ field: String, _ low: Int64?, _ high: Int64?, _ severity: QualitySeverity = .warn) {
    let unit = (0..<(schema.fields[schema.index(of: field)!].type.scale)).reduce(Int64(1)) { unit, _ in unit * 10 }
    add(field, .range(field: field, low: low.map { .fixed($0 * unit) }, high: high.map { .fixed($0 * unit) }), severity)
  }

  /// A share, in hundredths.
  mutating func share(_ field: String, most hundredths: Int64) {
    add(field, .range(field: field, low: .fixed(0), high: .fixed(hundredths * 10_000)), .warn)
  }

  /// Against its own past: stops where a unit changed, says where a single value strays.
  mutating func past(
    _ field: String, per: String? = nil, by: String? = nil, outlier factor: Int? = nil, _ severity: QualitySeverity = .warn
  ) {
    let measure = QualityMeasure(field, per: per, by: by)
    let name = field + (per.map { "-per-\($0)" } ?? "")
    add(name, .scale(measure, factor: ShippedRules.unitFactor), .stop)
    if let factor { add(name, .outlier(measure, factor: factor), severity, tolerated: 50) }
  }

  mutating func order(_ first: String, _ last: String) {
    add("\(first)-\(last)", .balance(.order(first: first, last: last)), .warn, tolerated: 50)
  }

  /// Net + tax = gross, to two minor units a row.
  mutating func taxed(stopping: Bool) {
    let check = QualityCheck.balance(.sum(parts: ["amount_excl_tax", "tax_amount"], total: "amount_incl_tax", within: 2))
    add("tax", check, .warn, tolerated: 50)
    // Most rows: the columns are not what they were taken for.
    if stopping { add("tax-columns", check, .stop, tolerated: 5_000) }
  }

  mutating func priced(_ kind: String) {
    add(
      "price-\(kind)", .balance(.product(quantity: "quantity", price: "price_\(kind)_tax", amount: "amount_\(kind)_tax", within: 100)),
      .warn,
      tolerated: 500)
  }

  /// Documents that come all the time.
  mutating func flows(every days: Int) {
    add("rows", .volume(low: 60, high: 200), .warn)
    add("newest", .freshness(days: days), .note)
  }

  mutating func addGeneral() {
    add("key", .uniqueness(fields: schema.keys), .stop, tolerated: 100)
    for field in schema.fields where field.refersTo != nil {
      add(field.name, .reference(field: field.name), .warn, tolerated: 100)
    }
    addDays()
  }

  /// 1950-01-01 and 1990-01-01.
  private static let (longAgo, beforeBooks): (Int64, Int64) = (-7_305, 7_305)

  private mutating func addDays() {
    guard let time = schema.timeField, let index = schema.index(of: time) else { return }
    guard schema.fields[index].type == .day else {
      // A plan speaks of months to come, a ledger of those that were.
      let ahead = kind == .ledgerBalances ? 366 : 3_660
      return add(time, .range(field: time, low: nil, high: .daysFromToday(ahead)), .stop, tolerated: 100)
    }
    let happened = Self.happened.contains(kind)
    add(
      time,
      .range(
        field: time, low: .fixed(happened ? Self.beforeBooks : Self.longAgo), high: .daysFromToday(happened ? 366 : 36_600)),
      .stop, tolerated: 100)
    if happened { add("\(time)-ahead", .range(field: time, low: nil, high: .daysFromToday(1)), .warn) }
  }

  /// Kinds that tell what was, none of what will be.
  private static let happened: Set<FactKind> = [
    .salesOrderLines, .shipments, .invoices, .receipts, .purchaseOrderLines, .purchaseReceipts, .purchaseInvoices, .payments, .stock,
    .bankBalances, .bankTransactions, .dealStages,
  ]
}
