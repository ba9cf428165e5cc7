// SPDX-License-Identifier: Apache-2.0
import EntityResolution
import NumericalMethods

/// Customers as ERP systems, banks and e-invoices write them, with the truth beside them: records of one number are one company.
struct PlantedParties {
  private(set) var records: [Party] = []
  /// Which company each record is of.
  private(set) var truth: [Int] = []
  private var random: RandomStream
  private var companies = 0

  static let brands = [
    "华润万家", "永辉", "苏泊", "红星", "美凯", "大润发", "国瑞", "宏图", "三胞", "天虹", "步步高", "银泰", "百联", "友谊", "物美", "中百", "武商", "新合作", "利群", "家悦",
  ]
  static let trades = ["商贸", "电器", "家居用品", "供应链管理", "科技", "贸易", "百货", "电子商务"]
  static let cities = [("广东", "深圳"), ("", "上海"), ("浙江", "杭州"), ("湖北", "武汉"), ("四川", "成都"), ("江苏", "苏州")]

  init(seed: UInt64, companies count: Int) {
    random = RandomStream(seed: seed)
    for number in 0..<count { plant(number) }
    hardOnes()
  }

  private mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

  /// A valid credit code from a number.
  static func creditCode(_ number: Int) -> String {
    let digits = String(number + 10_000_000)
    let body = "91440300" + digits + "X"
    let padded = String(body.prefix(17))
    return padded + String(UnicodeScalar(TaxNumber.checkCharacter(of: padded.utf8)!))
  }

  private mutating func add(_ company: Int, _ party: Party) {
    records.append(party)
    truth.append(company)
  }

  /// A company and the ways in which it is written.
  private mutating func plant(_ number: Int) {
    let company = companies
    companies += 1
    let brand = Self.brands[number % Self.brands.count]
    let trade = Self.trades[number / Self.brands.count % Self.trades.count]
    let (province, city) = Self.cities[(number * 7 + number / 40) % Self.cities.count]
    let name = "\(city)市\(brand)\(trade)有限公司"
    let tax = Self.creditCode(number)
    let code = "C" + String(String(100_000 + number).dropFirst())
    add(company, Party(code: code, name: name, taxNumber: below(3) == 0 ? nil : tax, phone: "0755-8\(String(1_000_000 + number))"))
    let wide = String(name.unicodeScalars.map { $0 }.map { Character($0) })
    let variants: [Party] = [
      // E-invoice: the buyer's name and number.
      Party(code: name, taxNumber: tax, isMaster: false),
      // Bank: width and blanks.
      Party(code: " " + wide.replacing("有限公司", with: " 有限公司 "), isMaster: false),
      // Another ERP's master: long form, its own code.
      Party(code: "K\(number + 7_000)", name: "\(city)市\(brand)\(trade)有限责任公司"),
      // 市 left out.
      Party(code: "\(city)\(brand)\(trade)有限公司", isMaster: false),
      // The province before it.
      Party(code: province.isEmpty ? name : "\(province)省\(city)市\(brand)\(trade)有限公司", isMaster: false),
      // A spreadsheet took the zeros: the code alone.
      Party(code: "C" + String(number), isMaster: false),
      // Traditional characters.
      Party(code: name.replacing("电", with: "電").replacing("贸", with: "貿").replacing("万", with: "萬"), isMaster: false),
      // The place in brackets.
      Party(code: "\(brand)\(trade)（\(city)）有限公司", isMaster: false),
    ]
    for (index, variant) in variants.enumerated() where below(3) == 0 || index == number % variants.count { add(company, variant) }
  }

  /// Records that look alike and are not.
  private mutating func hardOnes() {
    let pairs: [(Party, Party)] = [
      (Party(code: "H1", name: "华润万家(深圳)有限公司"), Party(code: "H2", name: "华润万家（上海）有限公司")),
      (Party(code: "H3", name: "北京同仁堂股份有限公司"), Party(code: "H4", name: "北京同仁堂股份有限公司沈阳分公司")),
      (Party(code: "H5", name: "海天调味食品股份有限公司深圳分公司"), Party(code: "H6", name: "海天调味食品股份有限公司广州分公司")),
      (Party(code: "H7", name: "第一建筑工程有限公司"), Party(code: "H8", name: "第二建筑工程有限公司")),
      (Party(code: "H9", name: "东方园林工程有限公司"), Party(code: "H10", name: "西方园林工程有限公司")),
      (Party(code: "H11", name: "南山区惠民超市"), Party(code: "H12", name: "福田区惠民超市")),
      (
        Party(code: "H13", name: "中铁建设有限公司", taxNumber: Self.creditCode(900_001)),
        Party(code: "H14", name: "中铁建设有限公司", taxNumber: Self.creditCode(900_002))
      ),
      (Party(code: "1-23", name: "长江电缆厂"), Party(code: "12-3", name: "黄河电缆厂")),
      (Party(code: "H17", name: "Acme Trading (Shanghai) Co., Ltd."), Party(code: "H18", name: "Apex Trading (Shanghai) Co., Ltd.")),
      (Party(code: "000123", name: "沧浪酒店"), Party(code: "123", name: "平江书店")),
    ]
    for (left, right) in pairs {
      add(companies, left)
      add(companies + 1, right)
      companies += 2
    }
  }
}
