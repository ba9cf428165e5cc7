// SPDX-License-Identifier: Apache-2.0

struct ContractRow {
  let document: Int32
  let number: Int32
  let attributes: TradeAttributes
  let gross: Int64
  /// 流水型: its orders come through the daily stream and do not name it.
  let isFlow: Bool
}

struct OrderRow {
  let document: Int32
  let number: Int32
  let line: Int64
  let attributes: TradeAttributes
  /// Number of the contract; −1 for none.
  let contract: Int32
  /// Ten-thousandths of a unit.
  let quantity: Int64
  let money: TradeMoney
  /// Purchases: units that were refused, and whether nothing more will come.
  var rejected: Int64 = 0
  var isClosed = false
}

struct DeliveryRow {
  let document: Int32
  let number: Int32
  let attributes: TradeAttributes
  /// Number of the order and its line; −1 where not said.
  let order: Int32
  let orderLine: Int64
  /// Row of the order where the order line itself stands in for the delivery; −1 otherwise.
  var orderRow: Int32 = -1
  let quantity: Int64
  /// nil: valued at the price of the order.
  var money: TradeMoney?
  let isReturn: Bool
}

struct AcceptanceRow {
  let document: Int32
  let delivery: Int32
  let quantity: Int64
  let money: TradeMoney
}

struct InvoiceRow {
  let document: Int32
  let number: Int32
  let attributes: TradeAttributes
  let delivery: Int32
  let order: Int32
  /// Row of the acceptance where that stands in for the invoice; −1 otherwise.
  var acceptanceRow: Int32 = -1
  /// 0 where not said.
  let quantity: Int64
  let money: TradeMoney
  let isRebate: Bool
}

struct SettlementRow {
  let document: Int32
  let attributes: TradeAttributes
  let invoice: Int32
  let bill: Int32
  let kind: SettlementKind
  let amount: Int64
}

struct BillEventRow {
  let document: Int32
  let bill: Int32
  let kind: BillEventKind
  let face: Int64
  let interest: Int64
  let party: Int32
}

/// The documents of one side as read, and the texts behind their codes.
struct SideRows {
  let side: TradeSide
  var documents: [StoredDocument] = []
  var numbers = CodeTable()
  var parties = CodeTable()
  var items = CodeTable()
  var territories = CodeTable()
  var channels = CodeTable()
  var families = CodeTable()
  /// Family of each item, territory and channel of each party; −1 where unknown.
  var familyOfItem: [Int32] = []
  var territoryOfParty: [Int32] = []
  var channelOfParty: [Int32] = []
  /// Party by name, for registers that keep names.
  var partyByName: [String: Int32] = [:]

  /// nil where the source has no such documents at all.
  var contracts: [ContractRow]?
  var orders: [OrderRow] = []
  var deliveries: [DeliveryRow] = []
  var deliveriesStandIn = false
  var invoices: [InvoiceRow]?
  var settlements: [SettlementRow]?
  var bills: [BillEventRow] = []
  /// Bills that a customer gave us, by number.
  var receivedBills: Set<Int32> = []
  /// Bills in the register, either way.
  var knownBills: Set<Int32> = []
  var findings = FindingCounter()

  init(_ side: TradeSide) { self.side = side }

  mutating func document(_ kind: TradeDocumentKind, _ number: Int32, line: Int64, day: Int32) -> Int32 {
    documents.append(StoredDocument(kind: kind, number: number, line: Int32(clamping: line), day: day))
    return Int32(documents.count - 1)
  }

  func day(_ document: Int32) -> Int32 { documents[Int(document)].day }
  func number(_ document: Int32) -> String { numbers.texts[Int(documents[Int(document)].number)] }

  /// What the document leaves out, from the party's master data.
  func completed(_ attributes: TradeAttributes) -> TradeAttributes {
    guard attributes.party >= 0, Int(attributes.party) < territoryOfParty.count else { return attributes }
    var result = attributes
    if result.territory < 0 { result.territory = territoryOfParty[Int(attributes.party)] }
    if result.channel < 0 { result.channel = channelOfParty[Int(attributes.party)] }
    return result
  }
}

extension SideRows {
  /// Places of documents in the order of their days; those of one day keep their order.
  func inOrderOfDays(_ documents: some Sequence<Int32>) -> [Int] {
    // Day and place in one number: sorting integers is several times faster than comparing rows.
    documents.enumerated().map { place, document in Int64(day(document)) << 32 | Int64(place) }.sorted().map { Int($0 & 0xFFFF_FFFF) }
  }
}
