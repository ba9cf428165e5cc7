// SPDX-License-Identifier: Apache-2.0

/// What a row of receipts or payments is, by the words of its method 结算方式.
enum SettlementKind: UInt8 {
  /// Money on the bank that day.
  case transfer
  /// A bill 票据 at face.
  case bill
  /// A received bill passed on to a supplier.
  case endorsement
  case setOff, commission, bankFee, exchange, writeOff, discount, rounding

  var isMoney: Bool { self == .transfer || self == .bill || self == .endorsement }

  /// - Parameters:
  ///   - method: as written; nil where missing.
  ///   - hasBill: the row names a bill.
  init(method: String?, hasBill: Bool) {
    let word = method?.lowercased() ?? ""
    for (kind, words) in SettlementKind.words where words.contains(where: word.contains) {
      self = kind
      return
    }
    self = hasBill ? .bill : .transfer
  }

  /// The first that fits is taken: 票据背书 is an endorsement before it is a bill.
  private static let words: [(SettlementKind, [String])] = [
    (.endorsement, ["背书", "endors"]),
    (.setOff, ["抵账", "抵扣", "对冲", "冲抵", "互抵", "抹账", "set-off", "setoff", "offset", "netting"]),
    (.commission, ["佣金", "扣点", "平台服务费", "commission"]),
    (.exchange, ["汇兑", "exchange", "fx"]),
    (.bankFee, ["手续费", "bank fee", "bank charge"]),
    (.writeOff, ["坏账", "核销", "write-off", "write off", "bad debt"]),
    (.discount, ["现金折扣", "折让", "discount", "allowance"]),
    (.rounding, ["抹零", "尾差", "rounding"]),
    (.bill, ["承兑", "汇票", "票据", "bill", "note"]),
  ]
}

/// What happened to a bill, as far as it moves money.
enum BillEventKind: UInt8 {
  case paid, discounted, endorsed, dishonoured

  /// nil for what moves none: received, issued, pledged.
  init?(word: String) {
    let word = word.lowercased()
    func has(_ words: String...) -> Bool { words.contains { word.contains($0) } }
    if has("拒付", "退票", "dishonour", "dishonor") {
      self = .dishonoured
    } else if has("贴现", "discount") {
      self = .discounted
    } else if has("背书", "转让", "endors") {
      self = .endorsed
    } else if has("到期", "托收", "兑付", "matur", "honour", "paid") {
      self = .paid
    } else {
      return nil
    }
  }
}
