// SPDX-License-Identifier: Apache-2.0

/// Reasons in both languages.
enum Words {
  static func creditCodeEqual(_ code: String) -> Reason {
    Reason(.creditCodeEqual, "统一社会信用代码相同：\(code)（校验位正确）", "the same unified social credit code \(code), with its check character right")
  }
  static func creditCodesDiffer(_ left: String, _ right: String) -> Reason {
    Reason(
      .creditCodesDiffer, "两个统一社会信用代码都有效且不同：\(left)、\(right)", "two valid credit codes that differ: \(left) and \(right)", against: true)
  }
  static func oldTaxNumberEqual(_ code: String) -> Reason {
    Reason(
      .oldTaxNumberEqual, "旧税号与统一社会信用代码含同一组织机构代码 \(code)", "old taxpayer number and credit code hold the same organisation code \(code)")
  }
  static func invalidEqual(_ text: String) -> Reason {
    Reason(.invalidTaxNumberEqual, "税号写法相同（\(text)），但校验不通过", "the same tax number \(text), though its check character is wrong")
  }
  static func invalid(_ text: String) -> Reason {
    Reason(.creditCodeInvalid, "税号 \(text) 校验不通过，不作依据", "the tax number \(text) fails its check and proves nothing", against: true)
  }
  static let codeEqual = Reason(
    .codeEqual, "编码去掉前导零、全角、“.0”后相同", "the same code apart from leading zeros, width and a spreadsheet's .0")
  static let codeLooselyEqual = Reason(
    .codeLooselyEqual, "编码只差字母 O/I/L 与数字 0/1", "codes that differ in the letter O, I or L for a digit alone")
  static let nameEqual = Reason(.nameEqual, "名称相同（全半角、括号、空格不计）", "the same name, width, brackets and blanks apart")
  static func nameEqualApart(_ core: String) -> Reason {
    Reason(.nameEqualApartFromForm, "字号与行业相同：\(core)", "called the same apart from place and legal form: \(core)")
  }
  static let nameNearlyEqual = Reason(.nameNearlyEqual, "名称只差一个字", "names that differ in one character")
  static func nameShort(_ short: String, _ long: String) -> Reason {
    Reason(.nameShort, "“\(short)”可能是“\(long)”的简称", "“\(short)” may be short for “\(long)”")
  }
  static let namesDiffer = Reason(.namesDiffer, "名称不同", "different names", against: true)
  static func placeEqual(_ place: String) -> Reason { Reason(.placeEqual, "地名相同：\(place)", "the same place: \(place)") }
  static let placeOnlyOnce = Reason(.placeOnlyOnce, "只有一方写了地名，或一方写得更细", "one says where it is, or says it more closely", against: true)
  static func placesDiffer(_ left: String, _ right: String) -> Reason {
    Reason(.placesDiffer, "地名不同：\(left)、\(right)，是不同的公司", "different places, \(left) and \(right): different companies", against: true)
  }
  static let formDiffers = Reason(.formDiffers, "公司形式不同（如有限公司与股份有限公司）", "different legal forms, as Ltd. and joint stock", against: true)
  static let formOnlyOnce = Reason(.formOnlyOnce, "只有一方写了公司形式", "one name says its legal form, the other does not", against: true)
  static let groupDiffers = Reason(.groupDiffers, "只有一方是“集团”", "one of them is a group", against: true)
  static let branchOfCompany = Reason(
    .branchOfCompany, "一方是分公司或门店：建议设上级，不合并", "one is a branch of the other: a place in the hierarchy, not one and the same", against: true)
  static let branchesDiffer = Reason(.branchesDiffer, "是不同的分公司或门店", "different branches", against: true)
  static let phoneEqual = Reason(.phoneEqual, "电话相同", "the same telephone")
  static let bankAccountEqual = Reason(.bankAccountEqual, "银行账号相同", "the same bank account")
  static func measuresEqual(_ text: String) -> Reason { Reason(.measuresEqual, "规格相同：\(text)", "the same specification: \(text)") }
  static func measuresDiffer(_ left: String, _ right: String) -> Reason {
    Reason(.measuresDiffer, "规格不同：\(left)、\(right)", "different specifications: \(left) and \(right)", against: true)
  }
  static let measuresOnlyOnce = Reason(.measuresOnlyOnce, "只有一方写了规格", "one of them alone tells its specification", against: true)
  static func modelsDiffer(_ left: String, _ right: String) -> Reason {
    Reason(.modelsDiffer, "型号不同：\(left)、\(right)", "different models: \(left) and \(right)", against: true)
  }
  static let modelOnlyOnce = Reason(.modelOnlyOnce, "只有一方写了型号", "one of them alone tells its model", against: true)
  static let wordsDiffer = Reason(
    .wordsDiffer, "品名里有不同的字（如左/右、红/蓝）", "words of the name differ, as left and right or red and blue", against: true)
  static let unitDiffers = Reason(.unitDiffers, "计量单位不同", "different units", against: true)
}
