// SPDX-License-Identifier: Apache-2.0

/// A customer or supplier as one record tells it: of master data, or a code that documents name.
public struct Party: Hashable, Sendable {
  public let code: String
  public let name: String?
  public let englishName: String?
  /// 统一社会信用代码 or taxpayer number as written.
  public let taxNumber: String?
  public let phone: String?
  public let bankAccount: String?
  /// It has a record of its own; otherwise documents alone name it.
  public let isMaster: Bool

  public init(
    code: String, name: String? = nil, englishName: String? = nil, taxNumber: String? = nil, phone: String? = nil,
    bankAccount: String? = nil, isMaster: Bool = true
  ) {
    self.code = code
    self.name = name
    self.englishName = englishName
    self.taxNumber = taxNumber
    self.phone = phone
    self.bankAccount = bankAccount
    self.isMaster = isMaster
  }
}

/// A party read once, for any number of comparisons.
struct ReadParty: Sendable {
  /// Puts two in an order, so that a judgement does not depend on which was named first.
  let key: String
  let code: CodeForm?
  let name: PartyName?
  let englishName: PartyName?
  let tax: TaxNumber?
  let phone: String?
  let bankAccount: String?
  let isMaster: Bool

  init(_ party: Party) {
    key = party.code + "\u{1}" + (party.name ?? "") + "\u{1}" + (party.englishName ?? "")
    let told = party.name.flatMap { $0.isEmpty || $0 == party.code ? nil : $0 }
    // Files of banks and invoices name a customer where others give a code.
    let isName = told == nil && ReadParty.looksLikeName(party.code)
    let number = isName ? nil : TaxNumber(party.code)
    code = isName ? nil : CodeForm(party.code)
    name = PartyName(told ?? (isName ? party.code : ""))
    englishName = party.englishName.flatMap { PartyName($0) }
    // Some systems code customers by their taxpayer number.
    tax = party.taxNumber.flatMap { TaxNumber($0) } ?? number.flatMap { $0.isValid ? $0 : nil }
    phone = ReadParty.digits(party.phone, atLeast: 7, keeping: 11)
    bankAccount = ReadParty.digits(party.bankAccount, atLeast: 8, keeping: 40)
    isMaster = party.isMaster
  }

  /// Chinese writing, or words with blanks between them.
  static func looksLikeName(_ text: String) -> Bool {
    let scalars = FoldText.scalars(text)
    let chinese = scalars.reduce(0) { $0 + (FoldText.isChinese($1) ? 1 : 0) }
    let digits = scalars.reduce(0) { $0 + (FoldText.isDigit($1) ? 1 : 0) }
    return chinese >= 2 && chinese >= digits || (scalars.contains(0x20) && digits * 2 < scalars.count)
  }

  private static func digits(_ text: String?, atLeast least: Int, keeping most: Int) -> String? {
    guard let text else { return nil }
    let digits = FoldText.scalars(text).filter(FoldText.isDigit)
    return digits.count < least ? nil : FoldText.text(digits.suffix(most))
  }
}
