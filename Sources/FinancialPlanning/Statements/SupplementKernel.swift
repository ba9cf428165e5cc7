// SPDX-License-Identifier: Apache-2.0

/// From profit to operating cash, voucher by voucher, so that every difference has a document behind it.
///
/// Of one voucher, debits above zero: operating cash + profit-and-loss lines = −(lines on operating accounts) − (all others). What the others are is
/// named by what they mean: depreciation, interest on loans, losses on disposal, deferred tax …; what then remains is an exchange between an
/// operating account and an investing or financing one (equipment bought on credit), and is taken out of that operating line. `other` is what
/// no account explains; it is 0.00 unless a cash line has the wrong item.
struct SupplementKernel {
  private(set) var sums: [SupplementItem: Int64] = [:]

  init(_ vouchers: [Voucher]) {
    for voucher in vouchers where !voucher.isClosing { add(voucher) }
  }

  subscript(_ item: SupplementItem) -> Int64 { sums[item] ?? 0 }

  private mutating func add(_ voucher: Voucher) {
    var operatingCash: Int64 = 0
    var profitLines: Int64 = 0
    var operating: [SupplementItem: Int64] = [:]
    let meanings = Swift.Set(voucher.lines.compactMap(\.meaning))
    var hasOthers = false
    for line in voucher.lines {
      guard let meaning = line.meaning else { continue }
      if meaning.group == .cash {
        if line.cashFlow?.activity == .operating { operatingCash += line.debit } else if line.cashFlow != nil { hasOthers = true }
      } else if meaning.group == .profitAndLoss {
        if meaning != .priorYearAdjustments { profitLines += line.debit }
      } else if let item = meaning.operatingItem(beside: meanings) {
        operating[item, default: 0] -= line.debit
      } else {
        hasOthers = true
      }
    }
    sums[.netProfit, default: 0] -= profitLines
    var rest = operatingCash + profitLines - operating.values.reduce(0, +)
    for line in voucher.lines {
      guard let meaning = line.meaning,
        let (item, sign) = meaning.namedItem(beside: meanings, hasOperating: !operating.isEmpty, hasOthers: hasOthers)
      else { continue }
      sums[item, default: 0] += sign * line.debit
      rest -= sign * line.debit
    }
    if rest != 0,
      let largest = SupplementItem.allCases.filter({ operating[$0] != nil }).max(by: { magnitude($0, operating) < magnitude($1, operating) }
      )
    {
      operating[largest, default: 0] += rest
      rest = 0
    }
    for item in SupplementItem.allCases { if let value = operating[item] { sums[item, default: 0] += value } }
    if rest != 0 { sums[.other, default: 0] += rest }
  }

  private func magnitude(_ item: SupplementItem, _ values: [SupplementItem: Int64]) -> UInt64 { values[item]?.magnitude ?? 0 }
}

extension AccountMeaning {
  /// The line that a change of this operating account belongs to; nil for cash, profit and loss, investing and financing accounts.
  func operatingItem(beside meanings: Swift.Set<AccountMeaning>) -> SupplementItem? {
    switch self {
    case .materials, .consumables, .workInProcess, .manufacturingOverhead, .finishedGoods, .goodsShipped: return .inventory
    case .stockProvision: return meanings.contains(.assetImpairment) ? .assetImpairment : .inventory
    case .receivablesProvision, .otherReceivablesProvision, .contractAssetsProvision:
      if meanings.contains(.creditImpairment) { return .creditImpairment }
      return meanings.contains(.assetImpairment) ? .assetImpairment : .operatingReceivables
    case .notesReceivable, .receivablesFinancing, .receivables, .prepayments, .otherReceivables, .contractAssets, .restrictedFunds,
      .otherCurrentAssets:
      return .operatingReceivables
    case .notesPayable, .payables, .advances, .contractLiabilities, .payroll, .vatPayable, .vatUnpaid, .vatPrepaid, .vatToDeduct,
      .vatToCertify,
      .vatCarried, .vatSimplified, .vatDeferredOutput, .incomeTaxPayable, .otherTaxesPayable, .otherPayables, .endorsedBills,
      .otherCurrentLiabilities, .provisions, .deferredIncome:
      return .operatingPayables
    default: return nil
    }
  }

  /// The named difference that a line of this account is, and the sign of its debit in it.
  func namedItem(beside meanings: Swift.Set<AccountMeaning>, hasOperating: Bool, hasOthers: Bool) -> (SupplementItem, Int64)? {
    let isDisposal = meanings.contains(.assetsInDisposal) || meanings.contains(.fixedAssets)
    switch self {
    case .accumulatedDepreciation: return isDisposal ? nil : (.depreciation, -1)
    case .rightOfUseDepreciation: return meanings.contains(.rightOfUseAssets) ? nil : (.rightOfUseDepreciation, -1)
    case .accumulatedAmortisation: return meanings.contains(.intangibles) ? nil : (.amortisation, -1)
    case .longDeferredExpenses: return meanings.contains { $0.group == .cash } || hasOperating ? nil : (.deferredExpenses, -1)
    case .fixedAssetsProvision, .intangiblesProvision: return meanings.contains(.assetImpairment) ? (.assetImpairment, -1) : nil
    case .deferredTaxAssets: return (.deferredTaxAssets, -1)
    case .deferredTaxLiabilities: return (.deferredTaxLiabilities, -1)
    case .assetDisposalGains: return (.disposalLoss, 1)
    case .nonOperatingIncome, .nonOperatingExpenses: return isDisposal ? (.scrappingLoss, 1) : nil
    case .fairValueGains: return (.fairValueLoss, 1)
    case .investmentIncome: return hasOthers ? (.investmentLoss, 1) : nil
    case .interestExpense: return hasOthers ? (.financeCost, 1) : nil
    case .exchangeDifferences: return hasOthers && !hasOperating ? (.financeCost, 1) : nil
    default: return nil
    }
  }
}
