// SPDX-License-Identifier: Apache-2.0

extension FactSchema {
  static let tradeDocuments: [FactSchema] = [
    schema(
      .deals, keys: ["code"], effective: "opened_on",
      [
        .field("code", "商机编号", .text, required: true, ["opportunity_id", "商机编码", "商机号", "机会编号", "deal"]),
        .field("name", "商机名称", .text, ["项目名称", "opportunity"]),
        .englishName(["商机英文名称", "项目英文名称"]),
        .field("customer", "客户编码", .text, of: .customers, ["account", "客户名称", "客户"]),
        .field("item", "物料编码", .text, of: .items, ["product", "产品"]),
        .field("territory", "地区", .text, of: .territories, ["区域"]),
        .field("owner", "负责人", .text, of: .employees, ["sales_agent", "业务员"]),
        .field("stage", "阶段", .text, required: true, ["deal_stage", "销售阶段", "商机阶段"]),
        .field("kind", "类型", .text, ["项目型", "流水型"]),
        .field("amount_incl_tax", "含税金额", .amount, ["close_value", "金额", "预计金额", "value"]),
        .field("quantity", "数量", .quantity),
        .field("opened_on", "创建日期", .day, ["engage_date", "立项日期"]),
        .field(
          "closes_on", "预计成交日期", .day, ["close_date", "成交日期", "预计签约日期", "预计成单日期", "预计结单日期", "expected_close"]),
        .field("delivers_on", "预计交付日期", .day, ["交付日期"]),
        .field("is_committed", "承诺", .boolean, ["commit"]),
      ]),
    schema(
      .dealStages, keys: ["deal", "entered_on", "stage"], effective: "entered_on",
      [
        .field("deal", "商机编号", .text, required: true, of: .deals),
        .field("stage", "阶段", .text, required: true),
        .field("entered_on", "进入日期", .day, required: true),
        .field("closes_on", "当时预计成交日期", .day),
        .field("amount_incl_tax", "当时金额", .amount),
      ]),
    schema(
      .salesOrderLines, keys: ["channel", "order_number", "line_number"], effective: "ordered_on",
      [
        .field("channel", "渠道", .text),
        .field(
          "order_number", "订单号", .text, required: true,
          ["单据编号", "销售订单号", "order_no", "order", "订单编号", "订单号码", "合同号", "order_id"]),
        .field(
          "line_number", "行号", .integer, required: true, ["line", "序号", "行", "分录号", "item_no", "line_no"]),
        .field("ordered_on", "订单日期", .day, required: true, ["order_date", "日期", "单据日期", "下单日期"]),
        .field(
          "due_on", "交货日期", .day, ["due_date", "要求交期", "要货日期", "预计交货日期", "delivery_date", "requested_date"]),
        .field("shipped_on", "发货日期", .day, ["ship_date"]),
        .field(
          "item", "物料编码", .text, required: true, of: .items,
          ["product_id", "产品编码", "存货编码", "product", "sku", "商品编码", "物料代码", "料号", "货号", "material"]),
        .field(
          "customer", "客户编码", .text, of: .customers,
          ["customer_id", "客户", "购货单位", "客户代码", "客户名称", "往来单位", "customer_code"]),
        .field("owner", "业务员", .text, of: .employees, ["sales_rep_id", "销售员"]),
        .field("territory", "地区", .text, of: .territories, ["territory_id", "区域"]),
        .field("deal", "商机编号", .text, of: .deals),
        .field("quantity", "数量", .quantity, required: true, ["qty", "订单数量", "销售数量", "件数"]),
        .field("price_incl_tax", "含税单价", .price, ["单价", "含税价"]),
        .field("price_excl_tax", "不含税单价", .price, ["unit_price", "未税单价", "净价"]),
        .field("tax_rate", "税率", .rate),
        .field("amount_incl_tax", "含税金额", .amount, ["价税合计", "gross_amount", "金额", "含税总额", "销售金额", "含税销售额"]),
        .field("amount_excl_tax", "不含税金额", .amount, ["net_amount", "未税金额", "净额", "无税金额", "不含税销售额"]),
        .field("tax_amount", "税额", .amount, ["tax", "销项税额"]),
        .field("freight_amount", "运费", .amount),
        .field("standard_cost", "标准成本", .price),
        .field("is_project", "项目订单", .boolean),
        .field("cost_amount", "成本金额", .amount, ["cost_of_sales", "line_cost"]),
      ]),
    schema(
      .shipments, keys: ["shipment_number", "line_number"], effective: "shipped_on",
      [
        .field(
          "shipment_number", "发货单号", .text, required: true, ["出库单号", "发货单", "出库单", "delivery_number", "单据编号"]),
        .field("line_number", "行号", .integer, required: true, ["序号", "line"]),
        .field("shipped_on", "发货日期", .day, required: true, ["出库日期", "ship_date", "日期", "单据日期"]),
        .field("order_number", "订单号", .text),
        .field("order_line", "订单行号", .integer),
        .field(
          "item", "物料编码", .text, required: true, of: .items,
          ["产品编码", "存货编码", "商品编码", "物料代码", "料号", "货号", "sku", "material"]),
        .field(
          "customer", "客户编码", .text, of: .customers,
          ["客户代码", "客户", "客户名称", "购货单位", "往来单位", "customer_id", "customer_code"]),
        .field("territory", "地区", .text, of: .territories),
        .field("quantity", "数量", .quantity, required: true, ["出库数量", "发货数量", "qty", "实发数量", "实出数量"]),
        .field("amount_incl_tax", "含税金额", .amount, ["价税合计", "含税总额", "gross_amount"]),
        .field("amount_excl_tax", "不含税金额", .amount, ["未税金额", "净额", "net_amount"]),
        .field("cost_amount", "成本金额", .amount),
        .field("is_return", "退货", .boolean),
      ]),
    schema(
      .purchaseOrderLines, keys: ["order_number", "line_number"], effective: "ordered_on",
      [
        .field("order_number", "采购订单号", .text, required: true, ["po_number", "采购单号", "单据编号", "订单号"]),
        .field("line_number", "行号", .integer, required: true, ["po_line", "序号", "line"]),
        .field("ordered_on", "订单日期", .day, required: true, ["order_date", "采购日期", "日期", "单据日期", "下单日期"]),
        .field("due_on", "到货日期", .day, ["due_date", "要求到货日期", "交货日期", "计划到货日期", "要求交期"]),
        .field("shipped_on", "发出日期", .day, ["ship_date"]),
        .field("status", "状态", .text, ["status_code"]),
        .field("supplier", "供应商编码", .text, of: .suppliers, ["vendor_id", "供应商代码", "供应商", "供货单位", "vendor"]),
        .field(
          "item", "物料编码", .text, required: true, of: .items,
          ["item_code", "产品编码", "存货编码", "商品编码", "物料代码", "料号", "货号", "sku", "material"]),
        .field("quantity", "数量", .quantity, required: true, ["采购数量", "qty", "订货数量", "订单数量"]),
        .field("price_excl_tax", "不含税单价", .price, ["unit_price"]),
        .field("tax_rate", "税率", .rate),
        .field("amount_excl_tax", "不含税金额", .amount, ["line_total", "未税金额", "净额", "net_amount"]),
        .field("amount_incl_tax", "含税金额", .amount, ["价税合计", "含税总额", "gross_amount"]),
        .field("received_quantity", "已收数量", .quantity),
        .field("rejected_quantity", "拒收数量", .quantity),
      ]),
    schema(
      .purchaseReceipts, keys: ["receipt_number", "line_number"], effective: "received_on",
      [
        .field("receipt_number", "入库单号", .text, required: true, ["入库单", "单据编号"]),
        .field("line_number", "行号", .integer, required: true, ["序号"]),
        .field("received_on", "入库日期", .day, required: true, ["日期", "到货日期"]),
        .field("order_number", "采购订单号", .text),
        .field("order_line", "采购订单行号", .integer),
        .field("supplier", "供应商编码", .text, of: .suppliers, ["供应商代码", "供应商", "供货单位", "vendor", "vendor_id"]),
        .field(
          "item", "物料编码", .text, required: true, of: .items,
          ["产品编码", "存货编码", "商品编码", "物料代码", "料号", "货号", "sku", "material"]),
        .field("quantity", "数量", .quantity, required: true, ["入库数量", "实收数量"]),
        .field("amount_excl_tax", "不含税金额", .amount),
        .field("amount_incl_tax", "含税金额", .amount),
      ]),
    schema(
      .stock, keys: ["item", "location", "counted_on"], effective: "counted_on",
      [
        .field(
          "item", "物料编码", .text, required: true, of: .items,
          ["item_code", "产品编码", "存货编码", "商品编码", "物料代码", "料号", "货号", "sku", "material"]),
        .field("location", "仓库", .text, ["location_id", "库位", "仓库编码", "仓库名称", "warehouse", "存放仓库"]),
        .field("counted_on", "日期", .day, ["盘点日期", "截止日期", "库存日期", "as_of"]),
        .field(
          "quantity", "数量", .quantity, required: true,
          ["quantity_on_hand", "现存量", "库存数量", "结存数量", "库存", "库存量", "on_hand", "实盘数量", "盘点数量", "实存数量", "实盘数"]),
        .field("amount", "金额", .amount, ["库存金额", "实盘金额", "结存金额"]),
      ]),
  ]
}
