// SPDX-License-Identifier: Apache-2.0

extension BridgeItem {
  /// The name people read.
  public func name(_ side: TradeSide) -> TradeText {
    let name = kind.name(side)
    switch self.side {
    case .event: return name
    case .broughtIn: return TradeText(name.chinese + "（上期转入）", name.english + ", brought in")
    case .carriedOut: return TradeText(name.chinese + "（转出）", name.english + ", carried out")
    }
  }
}

extension BridgeItemKind {
  public func name(_ side: TradeSide) -> TradeText {
    let isSale = side == .sales
    return switch self {
    case .notOrdered: TradeText("已签约未下单", "signed, not ordered")
    case .orderedAhead: TradeText("先下单后签约", "ordered before signing")
    case .notDelivered: isSale ? TradeText("已下单未发货", "ordered, not shipped") : TradeText("已下单未到货", "ordered, not received")
    case .deliveredAhead: isSale ? TradeText("先发货后补单", "shipped before the order") : TradeText("先到货后补单", "received before the order")
    case .notAccepted: isSale ? TradeText("已发货未验收", "shipped, not accepted") : TradeText("已到货未验收", "received, not accepted")
    case .acceptedAhead: TradeText("先验收后发货", "accepted before delivery")
    case .notInvoiced: TradeText("已验收未开票", "accepted, not invoiced")
    case .invoicedAhead: isSale ? TradeText("先开票后发货", "invoiced before delivery") : TradeText("先到票后到货", "invoiced before receipt")
    case .notRecognised: isSale ? TradeText("已开票未确认收入", "invoiced, not recognised") : TradeText("已到票未入账", "invoiced, not recognised")
    case .recognisedAhead: isSale ? TradeText("已确认收入未开票", "recognised, not invoiced") : TradeText("暂估入库", "recognised, not invoiced")
    case .unsettled: isSale ? TradeText("已开票未回款", "invoiced, not collected") : TradeText("已到票未付款", "invoiced, not paid")
    case .advance: isSale ? TradeText("预收", "advances from customers") : TradeText("预付", "advances to suppliers")
    case .retention: TradeText("质保金", "retention")
    case .billInHand: isSale ? TradeText("在手票据", "bills in hand") : TradeText("已开未兑付票据", "bills issued, not due")
    case .bankedAhead: TradeText("先到账后登记", "banked before it was recorded")
    case .price: TradeText("价差", "price difference")
    case .quantity: TradeText("超量", "beyond the quantity agreed")
    case .tax: TradeText("税额", "tax")
    case .rounding: TradeText("分位尾差", "rounding")
    case .cancelled: TradeText("取消", "cancelled")
    case .rejected: TradeText("拒收", "refused on receipt")
    case .framework: TradeText("框架签约（流水型，不对应单张订单）", "frame contracts (flow deals)")
    case .billEndorsed: TradeText("背书转让", "bills endorsed")
    case .billDishonoured: TradeText("拒付票据", "bills dishonoured")
    case .setOff: TradeText("抵账", "set-off")
    case .writeOff: TradeText("核销", "written off")
    case .commission: TradeText("平台佣金", "platform commission")
    case .bankFee: TradeText("银行手续费", "bank fee")
    case .discount: TradeText("现金折扣", "cash discount")
    case .exchange: TradeText("汇兑差额", "exchange difference")
    case .orderWithoutContract: TradeText("无签约订单", "orders without a contract")
    case .deliveryWithoutOrder: isSale ? TradeText("无订单发货", "shipped without an order") : TradeText("无订单到货", "received without an order")
    case .returns: TradeText("退货", "returns")
    case .rebate: TradeText("返利", "rebates")
    case .allowance: TradeText("销售折让", "allowances")
    case .invoiceWithoutDelivery:
      isSale ? TradeText("无发货开票", "invoiced without a delivery") : TradeText("费用与设备发票", "invoices without goods")
    case .billWithoutReceipt: TradeText("无收付款单的票据", "bills without a receipt or payment")
    case .discountInterest: TradeText("贴现利息", "discount interest")
    case .reassigned: TradeText("归属不同（客户、地区或产品族）", "in a different slice")
    }
  }

  /// What puts a document under this item.
  public var reason: TradeText {
    switch self {
    case .notOrdered, .notDelivered, .notAccepted, .notInvoiced, .notRecognised, .unsettled, .billInHand:
      TradeText("前一单据与后一单据（或其结清）不在同一期间，或后一单据尚无", "the earlier and the later document lie in two periods, or the later one is not there yet")
    case .orderedAhead, .deliveredAhead, .acceptedAhead, .invoicedAhead, .recognisedAhead, .advance, .bankedAhead:
      TradeText("后一单据先到", "the later document came first")
    case .retention: TradeText("发票的最后一部分，质保期满才付", "the last part of the invoice, paid after the warranty")
    case .price: TradeText("两张单据同量不同价", "the same quantity at another price")
    case .quantity: TradeText("超出前一单据的数量", "more than the earlier document had")
    case .tax: TradeText("单据写明的税额，或两张单据税率不同", "the tax stated on the document, or two tax rates")
    case .rounding: TradeText("两张单据相差 1 分", "the two documents differ by one minor unit")
    case .cancelled: TradeText("订单行取消或关闭", "the order line was cancelled or closed")
    case .rejected: TradeText("收货时拒收", "refused when the goods came")
    case .framework: TradeText("流水型商机，订单不引用它", "a flow deal: orders do not name it")
    case .billEndorsed: TradeText("票据背书给供应商，永不到账", "passed on to a supplier, never cash")
    case .billDishonoured: TradeText("到期拒付", "not paid at maturity")
    case .setOff: TradeText("与应付对抵，或同一发票正负行相抵", "against a payable, or lines of one invoice against each other")
    case .writeOff, .commission, .bankFee, .discount, .exchange: TradeText("收付款单写明的结算方式", "the method stated on the receipt or payment")
    case .orderWithoutContract: TradeText("订单没有引用已赢单商机", "the order names no won deal")
    case .deliveryWithoutOrder: TradeText("没有可对应的订单行", "there is no order line for it")
    case .returns: TradeText("货物退回", "goods came back")
    case .rebate: TradeText("返利发票", "a rebate invoice")
    case .allowance: TradeText("没有退货的红字发票", "a red invoice without goods coming back")
    case .invoiceWithoutDelivery: TradeText("没有可对应的发货或入库", "there is no delivery for it")
    case .billWithoutReceipt: TradeText("票据登记簿有，收付款单没有", "in the register of bills, in no receipt or payment")
    case .discountInterest: TradeText("银行贴现扣息", "kept by the bank when the bill was discounted")
    case .reassigned: TradeText("前后单据的客户、地区、渠道或产品族不同", "the two documents differ in customer, territory, channel or family")
    }
  }
}
