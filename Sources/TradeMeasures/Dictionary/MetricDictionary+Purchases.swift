// SPDX-License-Identifier: Apache-2.0
import Commerce

extension MetricDictionary {
  static func purchases(_ rules: MeasureRules) -> [MetricDefinition] {
    let buyer = TradeText("采购经理", "Purchasing manager")
    let accountant = TradeText("财务总监", "Chief financial officer")
    let treasurer = TradeText("资金主管", "Treasurer")
    let orders = reads(
      .purchaseOrderLines,
      "order_number line_number ordered_on shipped_on status supplier item quantity amount_excl_tax amount_incl_tax rejected_quantity")
    let goods = reads(
      .purchaseReceipts,
      "receipt_number line_number received_on order_number order_line supplier item quantity amount_excl_tax amount_incl_tax")
    let invoices = reads(
      .purchaseInvoices,
      "invoice_number line_number invoiced_on supplier receipt_number order_number amount_incl_tax amount_excl_tax tax_amount")
    return [
      define(
        .purchaseSigning, TradeText("采购签约", "Purchase signing"), owner: buyer,
        TradeText("采购订单即签约，计在下单日", "the purchase order is the contract, on its day"), .signed,
        standIn: TradeText("以采购订单代替：框架协议没有签订日与金额", "the purchase order stands in: frame agreements have no day of signing and no amount"),
        [orders]),
      define(
        .purchaseOrder, TradeText("采购订单", "Purchase order"), owner: buyer,
        TradeText("采购订单行含税金额，计在下单日", "purchase order lines incl. tax, on the day of the order"), .ordered, standIn: noStandIn, [orders]),
      define(
        .goodsReceipt, TradeText("收货", "Receipt of goods"), owner: buyer,
        TradeText("入库单含税金额减退货，计在入库日", "receipts of goods incl. tax less returns, on their day"), .delivered,
        standIn: TradeText("没有入库单时，以订单行的到货日与金额代替", "without receipts an order line counts on its day of shipment, at its amount"), [goods]),
      define(
        .purchaseAcceptance, TradeText("采购验收", "Purchase acceptance"), owner: buyer,
        TradeText("验收合格的入库含税金额，计在验收日", "receipts that passed inspection, incl. tax, on that day"), .accepted,
        standIn: TradeText("入库单按合格数登记，入库即验收", "receipts are of good units, so that the receipt is the acceptance"), [goods]),
      define(
        .purchaseInvoice, TradeText("收票", "Purchase invoice"), owner: accountant,
        TradeText("供应商发票行价税合计，计在到票日，含费用与设备", "suppliers' invoice lines incl. tax, on the day they come in; costs and equipment included"),
        .invoiced,
        standIn: TradeText("没有发票资料时，以验收为收票", "without any invoices acceptance is the invoice"), [invoices]),
      define(
        .purchaseCost, version: rules.recognition == .onAcceptance ? 1 : 2, TradeText("采购入账", "Purchase cost"), owner: accountant,
        rules.recognition == .onAcceptance
          ? TradeText(
            "验收入库的不含税金额计在入库日；无入库的发票按不含税金额计在到票日",
            "accepted goods excl. tax on the day they came in; invoices without goods excl. tax on the day of the invoice")
          : TradeText("发票行不含税金额，计在到票日", "invoice lines excl. tax, on the day of the invoice"), .recognised, .excluding, standIn: noStandIn,
        [goods, invoices]),
      define(
        .payment, TradeText("付款", "Payment"), owner: treasurer,
        TradeText("付出的转账、开出与背书的票据（按票面），计在付出之日", "transfers, and bills issued or endorsed at face, on the day they leave"), .settled,
        standIn: noStandIn,
        [reads(.payments, "payment_number paid_on supplier invoice_number method amount bill_number")]),
      define(
        .cashOut, TradeText("付现", "Cash-out"), owner: treasurer,
        TradeText(
          "转账于付出之日；开出的票据于到期兑付之日；背书的票据永不付现", "transfers the day they leave; own bills the day they are honoured; an endorsed bill never"),
        .banked,
        standIn: noStandIn,
        [reads(.payments, "paid_on method amount bill_number"), reads(.bills, "bill_number direction event happened_on face_amount")]),
    ]
  }
}
