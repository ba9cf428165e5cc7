// SPDX-License-Identifier: Apache-2.0
import Commerce

extension MetricDictionary {
  static func sales(_ rules: MeasureRules) -> [MetricDefinition] {
    let director = TradeText("销售总监", "Sales director")
    let logistics = TradeText("供应链经理", "Supply chain manager")
    let accountant = TradeText("财务总监", "Chief financial officer")
    let treasurer = TradeText("资金主管", "Treasurer")
    return [
      define(
        .signing, TradeText("签约", "Signing"), owner: director,
        TradeText("已赢单商机的含税金额，计在进入赢单阶段之日", "deals that were won, at their amount incl. tax, on the day they became won"), .signed,
        standIn: TradeText("没有商机资料时，以订单为签约", "without any deals the order is the contract"),
        [reads(.deals, "code customer item territory stage kind amount_incl_tax closes_on"), reads(.dealStages, "deal stage entered_on")]),
      define(
        .order, TradeText("订单", "Order"), owner: director,
        TradeText(
          "订单行含税金额，计在下单日；取消不减少订单，另列一项",
          "order lines incl. tax, on the day of the order; a cancellation takes nothing off, it is an item of the bridge"),
        .ordered, standIn: noStandIn,
        [
          reads(
            .salesOrderLines,
            "channel order_number line_number ordered_on item customer territory deal quantity amount_incl_tax amount_excl_tax tax_amount")
        ]),
      define(
        .shipment, TradeText("发货", "Shipment"), owner: logistics,
        TradeText("发货单含税金额减退货，计在发货日或退货日", "delivery notes incl. tax less returns, on the day goods leave or come back"), .delivered,
        standIn: TradeText("没有发货单时，以订单行的发货日与金额代替", "without delivery notes an order line counts on its day of shipment, at its amount"),
        [
          reads(
            .shipments,
            "shipment_number line_number shipped_on order_number order_line item customer territory quantity amount_incl_tax amount_excl_tax is_return"
          ), reads(.salesOrderLines, "shipped_on"),
        ]),
      define(
        .acceptance, TradeText("验收", "Acceptance"), owner: logistics,
        TradeText("已验收的发货含税金额，计在验收日", "deliveries that were accepted, incl. tax, on the day of acceptance"), .accepted,
        standIn: TradeText(
          "没有验收单的客户，发货后 \(rules.acceptanceDays) 天视为验收（可按客户设定）",
          "customers without acceptance documents accept \(rules.acceptanceDays) days after shipment (may be set by customer)"),
        [reads(.shipments, "shipment_number line_number shipped_on quantity amount_incl_tax")]),
      define(
        .invoice, TradeText("开票", "Invoice"), owner: accountant,
        TradeText(
          "发票行价税合计，含红字发票与返利发票，计在开票日", "invoice lines incl. tax, red letters and rebate invoices included, on the day of the invoice"),
        .invoiced,
        standIn: TradeText("没有发票资料时，以验收为开票", "without any invoices acceptance is the invoice"),
        [
          reads(
            .invoices,
            "invoice_number line_number invoiced_on customer item shipment_number order_number quantity amount_incl_tax amount_excl_tax tax_amount is_rebate"
          )
        ]),
      revenue(rules, accountant),
      define(
        .collection, TradeText("回款", "Collection"), owner: treasurer,
        TradeText(
          "收到的转账与票据（按票面），计在收到之日；抵账、佣金、核销、汇兑差额不是回款",
          "transfers, and bills at face, on the day they come in; set-off, commission, write-off and exchange difference are none"
        ), .settled, standIn: noStandIn, [reads(.receipts, "receipt_number received_on customer invoice_number method amount bill_number")]),
      define(
        .cashIn, TradeText("到账", "Cash-in"), owner: treasurer,
        TradeText(
          "转账于收到之日；票据于到期收妥或贴现之日（扣贴现利息）；背书转让永不到账",
          "transfers the day they come in; a bill the day it is paid at maturity or discounted (less interest); an endorsed bill never"),
        .banked, standIn: noStandIn,
        [
          reads(.receipts, "received_on method amount bill_number"),
          reads(.bills, "bill_number event happened_on face_amount interest_amount"),
        ]),
    ]
  }

  private static func revenue(_ rules: MeasureRules, _ owner: TradeText) -> MetricDefinition {
    let formula =
      rules.recognition == .onAcceptance
      ? TradeText(
        "已验收发货的不含税金额，计在验收日；返利及无发货的发票按不含税金额计在开票日",
        "accepted deliveries excl. tax, on the day of acceptance; rebates and invoices without a delivery excl. tax on the day of the invoice"
      )
      : TradeText("发票行不含税金额，计在开票日", "invoice lines excl. tax, on the day of the invoice")
    return define(
      .revenue, version: rules.recognition == .onAcceptance ? 1 : 2, TradeText("收入", "Revenue"), owner: owner, formula, .recognised,
      .excluding,
      standIn: noStandIn,
      [
        reads(.shipments, "shipped_on amount_excl_tax"), reads(.invoices, "invoiced_on amount_excl_tax tax_amount is_rebate"),
        reads(.salesOrderLines, "amount_excl_tax tax_amount"),
      ])
  }
}
