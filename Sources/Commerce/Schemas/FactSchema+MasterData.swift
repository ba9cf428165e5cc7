// SPDX-License-Identifier: Apache-2.0

extension FactSchema {
  static let masterData: [FactSchema] = [
    schema(
      .items, keys: ["code", "alias"],
      [
        .field(
          "code", "物料编码", .text, required: true,
          [
            "item_code", "产品编码", "存货编码", "商品编码", "sku", "product", "material", "编码", "编号", "代码", "物料代码", "料号",
            "货号", "item", "item_no", "item_number", "material_code",
          ]),
        .field("alias", "别名编码", .text, ["product_id", "旧编码", "客户料号"]),
        .field(
          "name", "名称", .text,
          ["产品名称", "物料名称", "存货名称", "品名", "product_name", "item_name", "description", "描述", "规格名称"]),
        .englishName(["英文品名", "产品英文名称", "物料英文名称"]),
        .field(
          "family", "产品族", .text,
          ["category", "大类", "产品线", "series", "产品大类", "存货大类", "物料分组", "product_family", "product_group"]),
        .englishName(of: "family", "产品族英文名称", ["英文产品族", "英文大类", "大类英文名称", "family_english"]),
        .field("subfamily", "小类", .text, ["subcategory", "子类"]),
        .field("unit", "计量单位", .text, ["单位", "uom", "主计量", "基本单位", "unit_of_measure"]),
        .field("is_made", "自制", .boolean, ["make_flag", "自制件"]),
        .field("is_subcontracted", "委外", .boolean, ["委外件", "委外加工", "subcontracted"]),
        .field("is_sold", "可销售", .boolean, ["finished_goods", "产成品"]),
        .field("successor", "接替物料", .text, of: .items, ["替代物料", "接替品", "replaced_by"]),
        .field("succession_on", "接替日期", .day, ["替代日期", "退市日期", "replaced_on"]),
        .field("succession_ratio", "接替比例", .quantity, ["替代比例"]),
        .field("standard_cost", "标准成本", .price, ["成本价"]),
        .field("list_price", "目录价", .price, ["牌价", "sales_price", "标价"]),
        .field("tax_rate", "税率", .rate, ["增值税率", "vat", "销项税率"]),
        .field("vat_class", "税收分类", .text, ["增值税类别", "应税类别", "税收分类名称", "vat_category", "tax_class"]),
        .field("safety_stock", "安全库存", .quantity, ["安全库存量"]),
        .field("reorder_point", "再订货点", .quantity, ["订货点"]),
        .field("lead_time_days", "提前期（工作日）", .integer, ["提前期", "days_to_manufacture", "lead_time"]),
        .field("lot_minimum", "最小批量", .quantity, ["起订量", "moq"]),
        .field("lot_multiple", "批量倍数", .quantity),
        .field("lot_fixed", "固定批量", .quantity, ["固定订货量", "fixed_lot", "fixed_order_quantity"]),
        .field("lot_economic", "经济批量", .quantity, ["经济订货量", "eoq", "economic_order_quantity"]),
        .field("lot_days", "期间批量天数", .integer, ["供应天数", "固定供应期", "period_of_supply", "days_of_supply"]),
        .field("frozen_days", "计划时界（天）", .integer, ["计划时界", "planning_time_fence"]),
        .field("forecast_spreading", "均化类型", .integer, ["均化方式", "spreading"]),
        .field("forecast_rounding", "均化取整", .integer, ["取整方式"]),
        .field("consume_backward_days", "向前冲销天数", .integer, ["向前冲销", "backward_consumption_days"]),
        .field("consume_forward_days", "向后冲销天数", .integer, ["向后冲销", "forward_consumption_days"]),
        .field("consume_forward_first", "先向后冲销", .boolean),
        .field("demand_fence_days", "需求时界（天）", .integer, ["需求时界", "demand_time_fence"]),
        .field("specification", "规格型号", .text, ["规格", "型号", "specification_model"]),
      ]),
    schema(
      .customers, keys: ["code"],
      [
        .field(
          "code", "客户编码", .text, required: true,
          ["customer_id", "客户代码", "account", "往来单位编码", "编码", "编号", "代码", "客户编号", "customer_code"]),
        .field("name", "客户名称", .text, ["购货单位", "往来单位", "customer", "customer_name"]),
        .englishName(["客户英文名称"]),
        .field("channel", "渠道", .text, ["客户类型", "business_type", "sector", "客户分类", "渠道类型"]),
        .field("territory", "地区", .text, of: .territories, ["区域", "territory_id", "office_location"]),
        .field("terms", "账期", .text, of: .paymentTerms, ["付款条件", "结算方式"]),
        .field("credit_limit", "信用额度", .amount, ["授信额度", "信用额"]),
        .field("owner", "负责人", .text, of: .employees, ["业务员", "销售员"]),
        .field("first_order_on", "首单日期", .day),
        .field("lost_on", "流失日期", .day),
        .field("size", "企业规模", .text, ["规模", "企业类型", "company_size"]),
        .field(
          "credit_code", "统一社会信用代码", .text,
          ["社会信用代码", "纳税人识别号", "税号", "tax_number", "tax_id", "unified_social_credit_code", "taxpayer_number"]),
        .field("phone", "电话", .text, ["联系电话", "手机", "telephone"]),
        .field("bank_account", "银行账号", .text, ["开户账号", "开户行账号", "bank_account_number"]),
      ]),
    schema(
      .suppliers, keys: ["code"],
      [
        .field(
          "code", "供应商编码", .text, required: true,
          ["vendor_id", "供应商代码", "supplier", "编码", "编号", "代码", "供应商编号", "vendor_code"]),
        .field("name", "供应商名称", .text, ["供货单位", "vendor", "supplier_name"]),
        .englishName(["供应商英文名称"]),
        .field("terms", "账期", .text, of: .paymentTerms, ["付款条件"]),
        .field("rating", "评级", .text, ["credit_rating"]),
        .field("size", "企业规模", .text, ["规模", "企业类型", "company_size"]),
        .field(
          "credit_code", "统一社会信用代码", .text,
          ["社会信用代码", "纳税人识别号", "税号", "tax_number", "tax_id", "unified_social_credit_code", "taxpayer_number"]),
        .field("phone", "电话", .text, ["联系电话", "手机", "telephone"]),
        .field("bank_account", "银行账号", .text, ["开户账号", "开户行账号", "bank_account_number"]),
      ]),
    schema(
      .supplierItems, keys: ["item", "supplier"],
      [
        .field("item", "物料编码", .text, required: true, of: .items, ["item_code"]),
        .field("supplier", "供应商编码", .text, required: true, of: .suppliers, ["vendor_id"]),
        .field("lead_time_days", "采购提前期", .integer, ["lead_time", "交货周期"]),
        .field("price_excl_tax", "不含税单价", .price, ["standard_price", "采购价"]),
        .field("tax_rate", "税率", .rate),
        .field("lot_minimum", "最小订购量", .quantity, ["min_order_quantity", "moq"]),
        .field("lot_maximum", "最大订购量", .quantity, ["max_order_quantity"]),
        .field("lot_multiple", "批量倍数", .quantity),
        .field("unit", "单位", .text),
        .field("share", "采购比例", .rate),
      ]),
    schema(
      .frameAgreements, keys: ["number", "item"],
      [
        .field("number", "协议号", .text, required: true, ["框架协议号", "协议编号", "agreement", "agreement_number"]),
        .field("supplier", "供应商编码", .text, required: true, of: .suppliers, ["vendor_id", "供应商"]),
        .field("item", "物料编码", .text, required: true, of: .items, ["item_code", "物料"]),
        .field("valid_from", "生效日期", .day, required: true, ["起始日期", "start_date"]),
        .field("valid_to", "失效日期", .day, required: true, ["截止日期", "end_date"]),
        .field("quantity", "锁定数量", .quantity, required: true, ["协议数量", "agreed_quantity"]),
        .field("price_excl_tax", "协议单价", .price, required: true, ["不含税单价", "agreed_price"]),
        .field("currency", "币种", .text),
        .field("called_off", "已执行数量", .quantity, ["已用数量", "executed_quantity"]),
      ]),
    schema(
      .employees, keys: ["code"],
      [
        .field(
          "code", "员工编号", .text, required: true,
          ["employee_id", "工号", "sales_agent", "编码", "编号", "人员编码", "员工编码", "employee", "employee_code"]),
        .field("name", "姓名", .text, ["name", "员工姓名", "人员姓名"]),
        .englishName(["英文姓名", "拼音姓名", "姓名拼音"]),
        .field("title", "职务", .text, ["岗位"]),
        .field("manager", "上级", .text, of: .employees, ["manager_id", "主管"]),
        .field("department", "部门", .text, of: .departments, ["department_id"]),
        .field("territory", "地区", .text, of: .territories, ["regional_office"]),
      ]),
    schema(
      .departments, keys: ["code"],
      [
        .field("code", "部门编码", .text, required: true, ["department_id", "编码", "编号", "部门代码"]),
        .field("name", "部门名称", .text, ["部门"]),
        .englishName(["部门英文名称"]),
        .field("parent", "上级部门", .text, of: .departments, ["parent_department_id"]),
        .field("cost_kind", "费用类别", .text, ["费用性质"]),
      ]),
    schema(
      .organisations, keys: ["code"],
      [
        .field("code", "组织编码", .text, required: true, ["organization_id", "法人编码"]),
        .field("name", "组织名称", .text, ["公司名称"]),
        .englishName(["公司英文名称"]),
        .field("parent", "上级组织", .text, of: .organisations, ["parent_organization_id"]),
        .field("share", "持股比例", .rate, ["percentage_of_ownership_raw"]),
        .field("currency", "记账本位币", .text, ["currency_key", "本位币"]),
      ]),
    schema(
      .accounts, keys: ["code"],
      [
        .field("code", "科目编码", .text, required: true, ["account_id", "编码", "科目代码", "account_code"]),
        .field("name", "科目名称", .text, ["科目", "会计科目"]),
        .englishName(["科目英文名称"]),
        .field("parent", "上级科目", .text, of: .accounts, ["parent_account_id"]),
        .field("account_type", "类别", .text, ["科目类别"]),
        .field("operator", "汇总符号", .text),
        .field("value_type", "数值类型", .text),
      ]),
    schema(
      .territories, keys: ["code"],
      [
        .field("code", "地区编码", .text, required: true, ["territory_id", "区域编码", "编码", "地区代码"]),
        .field("name", "地区名称", .text, ["region", "地区", "区域"]),
        .englishName(["地区英文名称"]),
        .field("country", "国家", .text),
        .field("group", "大区", .text, ["territory_group"]),
        .field("terms", "账期", .text, of: .paymentTerms, ["付款条件", "结算方式"]),
      ]),
    schema(
      .prices, keys: ["item", "territory", "valid_from"], effective: "valid_from",
      [
        .field("item", "物料编码", .text, required: true, of: .items, ["item_code", "product"]),
        .field("territory", "地区", .text, of: .territories, ["区域"]),
        .field("valid_from", "生效日期", .day, required: true, ["起始日期"]),
        .field("price_incl_tax", "含税单价", .price, required: true, ["含税价", "单价"]),
      ]),
    schema(
      .taxRates, keys: ["item", "valid_from"], effective: "valid_from",
      [
        .field("item", "物料编码", .text, of: .items),
        .field("valid_from", "生效日期", .day, required: true),
        .field("rate", "税率", .rate, required: true, ["增值税率"]),
      ]),
    schema(
      .paymentTerms, keys: ["code"],
      [
        .field("code", "条件编码", .text, required: true, ["付款条件编码"]),
        .field("name", "名称", .text, ["付款条件"]),
        .englishName(),
        .field("text", "条款原文", .text, ["条款", "付款条款", "合同条款", "条款内容", "terms_text", "wording"]),
        .field("anchor", "起算点", .text, ["order", "shipment", "invoice"]),
        .field("advance_share", "预付比例", .rate),
        .field("cutoff_day", "对账截止日", .integer),
        .field("months", "月数", .integer),
        .field("days", "天数", .integer, ["账期天数"]),
        .field("pay_day", "付款日", .integer),
        .field("bill_share", "承兑比例", .rate, ["票据比例"]),
        .field("bill_days", "票据期限", .integer),
      ]),
    schema(
      .rebates, keys: ["customer", "valid_from"], effective: "valid_from",
      [
        .field("customer", "客户编码", .text, required: true, of: .customers),
        .field("valid_from", "生效日期", .day, required: true),
        .field("rate", "返利率", .rate, required: true),
        .field("basis", "返利基础", .text),
      ]),
    schema(
      .exchangeRates, keys: ["currency", "valid_on"], effective: "valid_on",
      [
        .field("currency", "币种", .text, required: true),
        .field("valid_on", "日期", .day, required: true),
        .field("rate", "汇率", .price, required: true),
      ]),
    schema(
      .billOfMaterials, keys: ["assembly", "component", "valid_from"], effective: "valid_from",
      [
        .field("assembly", "父件", .text, of: .items, ["assembly_item_code", "母件编码", "父项物料"]),
        .field("component", "子件", .text, required: true, of: .items, ["component_item_code", "子项物料"]),
        .field("valid_from", "生效日期", .day, ["start_date"]),
        .field("valid_to", "失效日期", .day, ["end_date"]),
        .field("unit", "单位", .text),
        .field("level", "层级", .integer, ["bom_level"]),
        .field("quantity_per", "单位用量", .quantity, required: true, ["用量", "基本用量", "定额", "quantity"]),
        .field("scrap_rate", "损耗率", .rate),
      ]),
    schema(
      .promotions, keys: ["code"], effective: "starts_on",
      [
        .field("code", "活动编码", .text, required: true),
        .field("name", "活动名称", .text),
        .englishName(),
        .field("starts_on", "开始日期", .day, required: true),
        .field("ends_on", "结束日期", .day, required: true),
        .field("family", "产品族", .text),
        .field("lift_rate", "拉动率", .rate),
      ]),
    schema(
      .fixedAssets, keys: ["code"], effective: "acquired_on",
      [
        .field("code", "资产编码", .text, required: true),
        .field("name", "资产名称", .text),
        .englishName(),
        .field("department", "部门", .text, of: .departments),
        .field("acquired_on", "入账日期", .day, required: true),
        .field("cost", "原值", .amount, required: true),
        .field("life_months", "使用月数", .integer, required: true),
        .field("salvage_rate", "残值率", .rate),
      ]),
    schema(
      .headcount, keys: ["department", "month"], effective: nil,
      [
        .field("department", "部门", .text, required: true, of: .departments),
        .field("month", "月份", .month, required: true),
        .field("people", "人数", .quantity, required: true),
        .field("monthly_salary", "人均月薪", .amount, required: true, ["月薪"]),
      ]),
  ]
}
