// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Quantities

extension BillLife {
  /// Every reason why `step` cannot be taken now; empty when it can.
  ///
  /// Codes: `bill.step-not-possible`, `bill.before-drawn`, `bill.before-last-step`, `bill.after-maturity`, `bill.before-maturity`,
  /// `bill.no-bank-day`, `bill.deposit-not-possible`, `bill.discount-not-possible`.
  public func refusals(of step: BillStep, bankDays: WorkingDays) -> [FinanceFinding] {
    var found: [FinanceFinding] = []
    if !isPossible(step) { found.append(.stepNotPossible(step, self)) }
    let day = step.day
    if day < bill.drawnOn {
      found.append(
        .billDay("bill.before-drawn", step, bill, "早于出票日 \(bill.drawnOn)", "before the bill was drawn on \(bill.drawnOn)"))
    }
    if let lastDay, day < lastDay {
      found.append(.billDay("bill.before-last-step", step, bill, "早于上一步 \(lastDay)", "before the last step on \(lastDay)"))
    }
    switch step {
    case .mature, .dishonour:
      if day < bill.maturesOn {
        found.append(.billDay("bill.before-maturity", step, bill, "早于到期日 \(bill.maturesOn)", "before it matures on \(bill.maturesOn)"))
      }
    default:
      if day >= bill.maturesOn {
        found.append(.billDay("bill.after-maturity", step, bill, "不早于到期日 \(bill.maturesOn)", "not before it matures on \(bill.maturesOn)"))
      }
    }
    if needsBank(step), !bankDays.isWorkday(day) {
      let next = bankDays.nextWorkday(onOrAfter: day)
      found.append(.billDay("bill.no-bank-day", step, bill, "不是银行工作日，下一个是 \(next)", "no bank day; the next is \(next)"))
    }
    if case .issue(_, _, let deposit) = step {
      let fits = deposit.currency == bill.face.currency && (0...bill.face.minorUnits).contains(deposit.minorUnits)
      if !fits { found.append(.depositNotPossible(bill, deposit.description)) }
    }
    if case .discount(_, let rate, _) = step, day < bill.maturesOn, bill.discount(on: day, annualRate: rate) == nil {
      found.append(.discountNotPossible(bill, rate))
    }
    return found
  }

  private func isPossible(_ step: BillStep) -> Bool {
    switch (state, step) {
    case (.new, .receive), (.new, .issue): true
    case (.held, .discount), (.held, .endorse), (.held, .pledge), (.held, .mature), (.held, .dishonour): true
    case (.pledged, .release), (.pledged, .mature), (.pledged, .dishonour): true
    case (.discountedWithRecourse, .mature), (.discountedWithRecourse, .dishonour): true
    case (.endorsedWithRecourse, .mature), (.endorsedWithRecourse, .dishonour): true
    case (.issued, .mature): true
    default: false
    }
  }

  /// The steps in which a bank moves money.
  private func needsBank(_ step: BillStep) -> Bool {
    switch step {
    case .discount, .mature: true
    case .issue(_, _, let deposit): deposit.minorUnits != 0
    default: false
    }
  }
}

extension FinanceFinding {
  static func stepNotPossible(_ step: BillStep, _ life: BillLife) -> FinanceFinding {
    let bill = life.bill
    return FinanceFinding(
      "bill.step-not-possible", bill.number, "票据 \(bill.number) 现在是“\(life.state.chineseName)”，不能\(step.chineseName)",
      "bill \(bill.number) is \(life.state.rawValue), it cannot \(step.englishName)", advice: "先核对这张票据之前的步骤",
      "Check the earlier steps of this bill")
  }

  static func billDay(_ code: String, _ step: BillStep, _ bill: Bill, _ chinese: String, _ english: String) -> FinanceFinding {
    FinanceFinding(
      code, "\(step.day)", "票据 \(bill.number) 的\(step.chineseName)日 \(step.day) \(chinese)",
      "bill \(bill.number): \(step.englishName) on \(step.day) is \(english)", advice: "核对日期", "Check the day")
  }

  static func depositNotPossible(_ bill: Bill, _ deposit: String) -> FinanceFinding {
    FinanceFinding(
      "bill.deposit-not-possible", deposit, "票据 \(bill.number) 的保证金 \(deposit) 不在 0 到票面 \(bill.face) 之间",
      "the deposit \(deposit) of bill \(bill.number) is not between 0 and its face \(bill.face)", advice: "保证金是票面的 0 到 100%",
      "A deposit is 0 to 100 % of the face")
  }

  static func discountNotPossible(_ bill: Bill, _ rate: FixedPoint) -> FinanceFinding {
    FinanceFinding(
      "bill.discount-not-possible", "\(rate)", "票据 \(bill.number) 不能按年利率 \(rate) 贴现：利率应在 0 到 1 之间，利息应小于票面",
      "bill \(bill.number) cannot be discounted at \(rate) a year: a rate is 0 to 1, and the interest stays below the face",
      advice: "2% 写成 0.02",
      "Write 2 % as 0.02")
  }
}
