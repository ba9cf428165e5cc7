// SPDX-License-Identifier: Apache-2.0
import Commerce
import EntityResolution

/// One code as master data and documents know it.
public struct CodeRecord: Hashable, Sendable {
  public let code: String
  public let name: BilingualText?
  public let taxNumber: String?
  /// The number is a credit code whose check character is right.
  public let isTaxNumberValid: Bool
  public let phone: String?
  public let bankAccount: String?
  public let specification: String?
  public let unit: String?
  /// Territory of a customer, family of an item.
  public let group: String?
  /// It has a record in master data; otherwise documents alone name it.
  public let isMaster: Bool
  public let use: MemberUse
}

/// All codes of a kind with the source's own records, in the order of their bytes.
struct MemberRecords {
  let kind: MemberKind
  private(set) var records: [CodeRecord] = []
  private(set) var byCode: [String: Int] = [:]
  private var parties: [Party] = []
  private var goods: [Goods] = []

  init(_ kind: MemberKind, _ facts: FactLibrary) throws(StoreError) {
    self.kind = kind
    let table = try facts.own(kind.factKind)
    let uses = try MemberUses(kind, facts)
    var rows: [String: Int] = [:]
    // The last record of a code is the one that counts.
    for row in 0..<table.rowCount { if let code = table["code"].text(row) { rows[code] = row } }
    var codes = Swift.Set(rows.keys)
    var aliases: Swift.Set<String> = []
    if kind == .items { aliases = Swift.Set(table["alias"].texts) }
    codes.formUnion(uses.byCode.keys.filter { !aliases.contains($0) })
    func text(_ name: String, _ row: Int?) -> String? {
      guard let row, let index = table.schema.index(of: name) else { return nil }
      return table.columns[index].text(row)
    }
    for code in codes.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let row = rows[code]
      let (name, english) = (text("name", row), text("name_en", row))
      let tax = text("credit_code", row) ?? uses.taxNumbers[code]
      let account = text("bank_account", row) ?? uses.accounts[code]
      byCode[code] = records.count
      records.append(
        CodeRecord(
          code: code, name: BilingualText(name: name, english: english), taxNumber: tax,
          isTaxNumberValid: tax.flatMap { TaxNumber($0) }?.isValid ?? false, phone: text("phone", row), bankAccount: account,
          specification: text("specification", row), unit: text("unit", row), group: text(kind == .items ? "family" : "territory", row),
          isMaster: row != nil, use: uses.byCode[code] ?? MemberUse()))
      if kind == .items {
        goods.append(
          Goods(
            code: code, name: name, englishName: english, specification: text("specification", row), unit: text("unit", row),
            isMaster: row != nil))
      } else {
        parties.append(
          Party(
            code: code, name: name, englishName: english, taxNumber: tax, phone: text("phone", row), bankAccount: account,
            isMaster: row != nil))
      }
    }
  }

  subscript(code: String) -> CodeRecord? { byCode[code].map { records[$0] } }

  /// Candidates among those codes that stand for themselves.
  ///
  /// - Parameter apart: pairs of codes that somebody called different.
  func candidates(standing isStanding: (String) -> Bool, apart: [[String]]) -> (found: CandidatesFound, codes: [String]) {
    let places = records.indices.filter { isStanding(records[$0].code) }
    let position = Dictionary(uniqueKeysWithValues: places.enumerated().map { (records[$1].code, $0) })
    let pairs = apart.compactMap { codes -> [Int]? in
      guard let left = position[codes[0]], let right = position[codes[1]] else { return nil }
      return [min(left, right), max(left, right)]
    }
    let found =
      kind == .items
      ? FindCandidates.goods(places.map { goods[$0] }, apart: Swift.Set(pairs))
      : FindCandidates.parties(places.map { parties[$0] }, apart: Swift.Set(pairs))
    return (found, places.map { records[$0].code })
  }

  func judge(_ left: String, _ right: String) -> Judgement? {
    guard let one = byCode[left], let other = byCode[right] else { return nil }
    return kind == .items ? JudgeGoods.judge(goods[one], goods[other]) : JudgeParties.judge(parties[one], parties[other])
  }
}
