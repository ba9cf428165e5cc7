// SPDX-License-Identifier: Apache-2.0
import Commerce

/// Two columns that are one signed number: 收入 and 支出, 贷方 and 借方; or an amount and a mark of its side.
struct SignedPair {
  enum Minus: Hashable {
    /// A column of its own; `isSigned` when its numbers carry their minus already.
    case column(Int, isSigned: Bool)
    /// A column that says 借 or 贷 beside one of amounts.
    case mark(Int)
  }

  let plus: Int
  let minus: Minus
  /// The header of the joined column.
  let header: String

  private static let plusWords = [
    "收入", "贷方", "存入", "转入", "入账", "贷", "收款", "credit", "deposit", "moneyin", "paidin", "receipts",
  ]
  private static let minusWords = [
    "支出", "借方", "支取", "转出", "出账", "借", "付款", "debit", "withdrawal", "moneyout", "paidout", "payments",
  ]

  /// The pairs of a header for a kind whose amount has a sign; the first is the likeliest.
  ///
  /// A bank books from its own side: 贷方 is money that came in. A ledger's 借方 is positive.
  static func pairs(_ header: Header, _ schema: FactSchema, samples: [[String]]) -> [SignedPair] {
    guard schema.kind == .bankTransactions || schema.kind == .ledgerBalances else { return [] }
    let isLedger = schema.kind == .ledgerBalances
    var result: [SignedPair] = []
    for (first, word) in zip(plusWords, minusWords) {
      for (index, text) in header.folded.enumerated() {
        guard text.base.contains(first),
          let partner = header.folded.firstIndex(where: { other in
            other.base.replacing(word, with: first) == text.base && other.base != text.base && other.base.contains(word)
          })
        else { continue }
        let (plus, minus) = isLedger ? (partner, index) : (index, partner)
        if result.contains(where: { $0.plus == plus }) || !areNumbers(samples, plus) || !areNumbers(samples, minus) { continue }
        let isSigned = hasMinus(header.texts[minus]) || isNegative(samples, minus)
        result.append(
          SignedPair(plus: plus, minus: .column(minus, isSigned: isSigned), header: joined(header, plus, minus)))
      }
    }
    if isLedger { return result.sorted { rank($0, header) < rank($1, header) } }
    return result.isEmpty ? marked(header, samples).map { [$0] } ?? [] : Array(result.prefix(1))
  }

  /// The balance at the end before the movement of the period, and both before what went before.
  private static func rank(_ pair: SignedPair, _ header: Header) -> Int {
    let text = header.folded[pair.plus].base
    if text.contains("期末") || text.contains("closing") { return 0 }
    if text.contains("发生") || text.contains("本期") || text.contains("period") { return 1 }
    return 2
  }

  /// 借贷标志 with 借 and 贷, 收支 with 收 and 支, D and C.
  private static func marked(_ header: Header, _ samples: [[String]]) -> SignedPair? {
    let names = ["借贷标志", "借贷方向", "借贷", "收支", "收支方向", "收付标志", "收支类型", "交易方向", "debitcredit", "drcr"]
    let amounts = ["交易金额", "金额", "发生额", "amount"]
    guard let mark = header.folded.firstIndex(where: { names.contains($0.base) || names.contains($0.whole) }),
      let plus = header.folded.firstIndex(where: { amounts.contains($0.base) }), !samples.isEmpty,
      samples.allSatisfy({ mark >= $0.count || $0[mark].isEmpty || sign($0[mark]) != nil || RowKinds.isLikelyTotal($0) })
    else { return nil }
    return SignedPair(plus: plus, minus: .mark(mark), header: header.texts[plus] + " × " + header.texts[mark])
  }

  /// +1 for money in, −1 for money out, nil for any other word.
  static func sign(_ text: String) -> Int? {
    switch HeaderText.fold(text) {
    case "贷", "贷方", "收", "收入", "入", "转入", "c", "cr", "credit", "in", "来账": 1
    case "借", "借方", "支", "支出", "付", "出", "转出", "d", "dr", "debit", "out", "往账": -1
    default: nil
    }
  }

  /// 支出金额（-元）.
  private static func hasMinus(_ header: String) -> Bool { header.contains("(-") || header.contains("（-") }

  /// 付款人 and 收款人 are no amounts.
  private static func areNumbers(_ rows: [[String]], _ column: Int) -> Bool {
    let values = rows.compactMap { column < $0.count && !$0[column].isEmpty && !RowKinds.isLikelyTotal($0) ? $0[column] : nil }
    return !rows.isEmpty && TypeEvidence.share(of: values, fitting: .amount) >= 0.7
  }

  private static func isNegative(_ rows: [[String]], _ column: Int) -> Bool {
    let values = rows.compactMap { column < $0.count && !RowKinds.isLikelyTotal($0) ? SignedPair.number($0[column]) : nil }.filter {
      $0 != 0
    }
    return values.count >= 2 && values.allSatisfy { $0 < 0 }
  }

  private static func joined(_ header: Header, _ plus: Int, _ minus: Int) -> String {
    let bracket = header.folded[plus].factor.map { $0 == 1 ? "" : "(\($0))" } ?? ""
    return header.texts[plus] + " − " + header.texts[minus] + bracket
  }

  // MARK: The number of a row

  /// Six decimals, exactly; nil for an empty cell or no number.
  static func number(_ text: String) -> Int64? { CellBytes.with(text) { number($0) } }

  static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    var notes = CellNotes()
    guard case .value(let value) = NumberCell.parse(CellBytes.trimmed(bytes), NumberForm(scale: 6), &notes), notes.isEmpty
    else { return nil }
    return value
  }

  /// The text of the joined cell; a cell that is no number is handed on as it stands, so that it is told where it is read.
  func text(_ row: SourceRow) -> [UInt8] {
    let first = CellBytes.trimmed(row.bytes(plus))
    switch minus {
    case .mark(let column):
      guard !first.isEmpty else { return [] }
      guard let sign = SignedPair.sign(row.text(column)), let value = SignedPair.number(first) else { return Array(first) }
      return SignedPair.decimal(Int128(value) * Int128(sign))
    case .column(let column, let isSigned):
      let second = CellBytes.trimmed(row.bytes(column))
      if first.isEmpty, second.isEmpty { return [] }
      let plus = first.isEmpty ? 0 : SignedPair.number(first)
      let minus = second.isEmpty ? 0 : SignedPair.number(second)
      guard let plus else { return Array(first) }
      guard let minus else { return Array(second) }
      return SignedPair.decimal(Int128(plus) + (isSigned ? Int128(minus) : -Int128(minus)))
    }
  }

  static func decimal(_ value: Int128) -> [UInt8] {
    let digits = String(value.magnitude)
    let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    return Array(((value < 0 ? "-" : "") + padded.dropLast(6) + "." + padded.suffix(6)).utf8)
  }
}
