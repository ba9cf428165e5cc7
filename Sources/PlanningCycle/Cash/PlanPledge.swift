// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

extension Workspace {
  /// What a pledge does to the plan. A bill that is free again by its maturity is paid as it would be; one that is not has its money blocked until the
  /// release, or for good while nobody knows one.
  func pledge(
    of held: CashBook.HeldBill, on day: Day, until: Day?, _ reasons: [BilingualText], in book: CashBook
  ) throws(CycleError) -> ([CashInput], BilingualText) {
    let bill = held.bill
    var reasons = reasons + modelRefusals(book)
    var inputs: [CashInput] = [.money("bills_pledged", bill.face, on: held.cashDay)]
    if let until {
      if until < day {
        reasons.append(BilingualText("解除日 \(until) 早于质押日 \(day)", "the release on \(until) is before the pledge on \(day)"))
      }
      reasons += dayRefusals(until, maturing: held.cashDay, in: book)
      inputs += freeing(bill, maturing: held.cashDay, on: until)
    }
    if book.plan.calendar.index(of: held.cashDay) == nil {
      reasons.append(BilingualText("到期日 \(bill.maturesOn) 不在计划的天数里", "the plan has no day \(bill.maturesOn), its maturity"))
    }
    guard reasons.isEmpty else { throw refused(bill, reasons) }
    let label =
      until.map {
        BilingualText("\(day) 质押票据 \(bill.number)，\($0) 解除", "bill \(bill.number) pledged on \(day) until \($0)")
      } ?? BilingualText("\(day) 质押票据 \(bill.number)", "bill \(bill.number) pledged on \(day)")
    return (inputs, label)
  }

  /// What the release of a pledged bill does to the plan.
  func release(of number: String, on day: Day, in book: CashBook) throws(CycleError) -> ([CashInput], BilingualText) {
    guard let pledge = book.pledges().first(where: { $0.bill.number == number && $0.freed == nil }) else {
      throw CycleError(
        .billNotKnown, BilingualText("这张票据没有质押", "this bill is not pledged"),
        detail: BilingualText("票据 \(number) 不在质押中，或计划里已经解除", "bill \(number) is not pledged, or the plan releases it already"),
        hint: BilingualText("从票据台账里选一张质押中的", "choose one of the register that is pledged"), parameters: ["bill": number])
    }
    var reasons = modelRefusals(book) + refusals(of: .release(on: day), pledge.bill, in: book)
    reasons += dayRefusals(day, maturing: pledge.matures, in: book)
    if day < book.today { reasons.append(BilingualText("\(day) 已经过去", "\(day) is past")) }
    guard reasons.isEmpty else { throw refused(pledge.bill, reasons) }
    return (
      freeing(pledge.bill, maturing: pledge.matures, on: day),
      BilingualText("\(day) 解除质押票据 \(number)", "bill \(number) released from pledge on \(day)")
    )
  }

  private func modelRefusals(_ book: CashBook) -> [BilingualText] {
    let known = ["bills_pledged", "pledges_ended", "pledges_moved"].allSatisfy { book.plan.landing.id($0) != nil }
    return known ? [] : [BilingualText("模型里没有票据质押的输入", "the model has no inputs for pledged bills")]
  }

  /// Money that is freed after maturity moves on a bank day; before, the bill itself comes back.
  private func dayRefusals(_ day: Day, maturing: Day, in book: CashBook) -> [BilingualText] {
    guard book.plan.calendar.index(of: day) != nil else {
      return [BilingualText("\(day) 不在计划的天数里", "the plan has no day \(day)")]
    }
    guard day > maturing, !book.bankDays.isWorkday(day) else { return [] }
    let next = book.bankDays.nextWorkday(onOrAfter: day)
    return [BilingualText("\(day) 不是银行工作日，下一个是 \(next)", "\(day) is no bank day; the next is \(next)")]
  }

  private func freeing(_ bill: BillRegister.Bill, maturing: Day, on day: Day) -> [CashInput] {
    let ended = CashInput.money("pledges_ended", bill.face, on: maturing)
    guard day > maturing else { return [ended] }
    return [ended, .money("pledges_moved", -bill.face, on: maturing), .money("pledges_moved", bill.face, on: day)]
  }
}
