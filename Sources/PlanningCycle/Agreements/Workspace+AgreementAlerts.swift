// SPDX-License-Identifier: Apache-2.0
import Calendars
import Quantities

extension Workspace {
  /// Agreements that cannot do what they were made for: never used, or used up while the plan goes on buying on their days.
  func agreementAlerts(_ plan: PlanState) -> [Alert] {
    guard let lines = try? agreementLines(plan), !lines.isEmpty else { return [] }
    let idle = lines.filter { $0.state == .notUsed }
    let spent = lines.filter { $0.state != .notUsed && $0.exceeded > 0 }
    return [idle.first.map { notUsed($0, count: idle.count) }, spent.first.map { exceeded($0, count: spent.count) }].compactMap { $0 }
  }

  private func notUsed(_ line: AgreementBook.Line, count: Int) -> Alert {
    let number = line.agreement.number
    let reason: BilingualText =
      switch line.agreement.obstacle {
      case .made: BilingualText("\(line.name.chinese)是自制件", "\(line.name.english) is made here")
      case .otherCurrency:
        BilingualText(
          "\(number) 的单价是 \(line.agreement.currency)，计划只用人民币", "\(number) is priced in \(line.agreement.currency), the plan is in yuan")
      default:
        BilingualText(
          "\(line.name.chinese)计划向别的供应商买，不是\(line.supplier.chinese)",
          "\(line.name.english) is bought from another supplier than \(line.supplier.english)")
      }
    return alert(
      "agreements.not-used",
      BilingualText("\(count) 份框架协议用不上", count == 1 ? "a frame agreement is not used" : "\(count) frame agreements are not used"),
      BilingualText("例如 \(number)：\(reason.chinese)；核对货源和协议", "for example \(number): \(reason.english); check sources and agreements"),
      count: count)
  }

  private func exceeded(_ line: AgreementBook.Line, count: Int) -> Alert {
    let number = line.agreement.number
    let units = FixedPoint(mantissa: hundredths(line.exceeded), scale: 2).trimmed.description
    let day = line.spentOn.map { "\($0)" }
    return alert(
      "agreements.exceeded",
      BilingualText("\(count) 份框架协议不够用", count == 1 ? "a frame agreement runs out early" : "\(count) frame agreements run out early"),
      BilingualText(
        "例如 \(number)（\(line.name.chinese)）：\(day.map { $0 + " 用完" } ?? "已经用完")，协议期内还要买 \(units)，按普通单价；谈追加或改价",
        "for example \(number) (\(line.name.english)): \(day.map { "used up on " + $0 } ?? "used up already"), and \(units) more are bought on its days at the ordinary "
          + "price; negotiate more of it"), count: count, urgentBy: line.spentOn)
  }

  private func alert(_ code: String, _ title: BilingualText, _ detail: BilingualText, count: Int, urgentBy: Day? = nil) -> Alert {
    Alert(
      id: code, code: code, severity: .warning, title: title, detail: detail, money: nil, since: planningDay,
      link: "#/supply?view=purchases", cell: nil, count: Int64(count), urgentBy: urgentBy)
  }
}
