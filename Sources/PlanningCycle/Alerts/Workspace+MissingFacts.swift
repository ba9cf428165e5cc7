// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning

extension Workspace {
  /// What the plan had to do without, in words: a figure that rests on nothing must not look like one that rests on books.
  func missingFactAlerts() -> [Alert] {
    guard !plan.catalogue.items.isEmpty else { return [] }
    return [ledgerNotRead(), cashNotKnown(), pricesNotKnown(), vatRatesNotKnown(), successorsNotFollowed()].compactMap { $0 }
  }

  private func alert(_ code: String, _ title: BilingualText, _ detail: BilingualText, count: Int? = nil) -> Alert {
    Alert(
      id: code, code: code, severity: .warning, title: title, detail: detail, money: nil, since: planningDay,
      link: "#/imports", cell: nil, count: count.map { Int64($0) })
  }

  /// Balances whose accounts say nothing to us: another chart than the Chinese one.
  private func ledgerNotRead() -> Alert? {
    guard let ledger = try? facts.table(.ledgerBalances), ledger.rowCount > 0, let types = try? accountTypes(),
      !ledger["account"].texts.contains(where: { AccountMeaning(code: $0, type: types[$0] ?? "") != nil })
    else { return nil }
    return alert(
      "ledger.not-read", BilingualText("总账余额没有进入计划", "Ledger balances are not in the plan"),
      BilingualText(
        "科目表不是企业会计准则的编码，\(ledger.rowCount) 行余额已保存但没有按科目读取；期初由单据推算，费用没有历史",
        "the chart of accounts is not the Chinese one: \(ledger.rowCount) balances are kept but not read; opening balances follow from "
          + "documents, expenses have no history"))
  }

  private func accountTypes() throws(StoreError) -> [String: String] {
    let accounts = try facts.table(.accounts)
    let (code, type) = (accounts["code"], accounts["account_type"])
    var types: [String: String] = [:]
    for row in 0..<accounts.rowCount { if let text = code.text(row) { types[text] = type.text(row) ?? "" } }
    return types
  }

  private func cashNotKnown() -> Alert? {
    let opening = (try? plan.engine.value("actual_cash", at: .total, period: .month(plan.cutoff))) ?? nil
    guard (opening ?? 0) == 0, let banks = try? facts.table(.bankBalances), banks.rowCount == 0 else { return nil }
    return alert(
      "cash.opening-not-known", BilingualText("不知道银行余额", "The bank balance is not known"),
      BilingualText("资金从零算起，只能看变动；请导入银行余额", "cash starts from nought and shows changes only; import bank balances"))
  }

  /// Items whose 税收分类 has no rate on some day of the forecast: they would be planned without VAT.
  private func vatRatesNotKnown() -> Alert? {
    let months = plan.cutoff.adding(months: 1)...max(plan.calendar.lastMonth, plan.cutoff.adding(months: 1))
    let rates = plan.sources.vatRates
    guard let month = months.first(where: { !rates.missing(on: $0.firstDay).isEmpty }) else { return nil }
    let missing = rates.missing(on: month.firstDay)
    let item = plan.catalogue.items[missing[0].item].name
    return alert(
      "vat.rate-missing", BilingualText("\(missing.count) 种物料没有增值税税率", "\(missing.count) items have no VAT rate"),
      BilingualText(
        "例如\(item.chinese)：税收分类“\(missing[0].words)”在 \(month) 没有税率；在物料上写税率，或导入带生效日期的税率",
        "for example \(item.english): the class \"\(missing[0].words)\" has no rate in \(month); give the item a rate, or import rates with their days"
      ), count: missing.count)
  }

  /// Successors that cannot be followed, or not as they were meant.
  private func successorsNotFollowed() -> Alert? {
    let faults = plan.sources.successions.faults
    guard let first = faults.first else { return nil }
    let item = plan.catalogue.items[first.item].name
    let reason: BilingualText =
      switch first.fault {
      case .notKnown(let code): BilingualText("没有物料 \(code)", "there is no item \(code)")
      case .noDay: BilingualText("没有接替日期", "it names no day")
      case .ratioNotPositive: BilingualText("接替比例不大于 0", "its ratio is not above 0")
      case .circle: BilingualText("接替绕回了自己", "its successors lead back to it")
      case .reversed: BilingualText("接替它的物料更早就退市，需求直接转给再下一个", "its successor ends first: the demand goes on to the one after it")
      }
    return alert(
      "items.successor-not-followed", BilingualText("\(faults.count) 个接替有问题", "\(faults.count) successors need a look"),
      BilingualText(
        "例如\(item.chinese)：\(reason.chinese)；改正物料的接替物料、接替日期、接替比例",
        "for example \(item.english): \(reason.english); correct successor, day and ratio of the items"), count: faults.count)
  }

  private func pricesNotKnown() -> Alert? {
    let unpriced = plan.catalogue.items.indices.filter { index in
      guard !plan.catalogue.items[index].isMade, !plan.catalogue.items[index].isSold else { return false }
      let at: Coordinate = ["Item": plan.members.items[index]]
      return ((try? plan.engine.value("purchase_price", at: at, period: nil)) ?? nil ?? 0) == 0
    }
    guard let first = unpriced.first else { return nil }
    let item = plan.catalogue.items[first].name
    return alert(
      "items.price-not-known", BilingualText("\(unpriced.count) 种外购件没有单价", "\(unpriced.count) bought items have no price"),
      BilingualText(
        "例如\(item.chinese)：没有标准成本，供应商按别的单位报价；采购额里按零计",
        "for example \(item.english): no standard cost, and its supplier counts in another unit; purchases count them as nought"),
      count: unpriced.count)
  }
}
