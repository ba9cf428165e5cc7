// SPDX-License-Identifier: Apache-2.0

/// What everything in 云杉电器 is called in English: the names of the Chinese lists, and the rules by which composed ones are made.
enum EnglishNames {
  /// The English name of a name in the lists of this room.
  static func of(_ chinese: String) -> String {
    guard let english = table[chinese] else { preconditionFailure("\(chinese) has an English name") }
    return english
  }

  /// Where the customer is, its word, its trade, and that it is a sample.
  static func customer(_ channel: SalesChannel, city: String, word: String) -> String {
    switch channel {
    case .dealer: "\(of(city)) \(of(word)) Appliances (sample)"
    case .chain: "\(of(city)) \(of(word)) Stores (sample)"
    case .platform: "\(of(word)) Online (sample)"
    case .project: "\(of(city)) \(of(word)) Properties (sample)"
    }
  }

  /// 华东区域经理 is made of its region; the others stand in the list.
  static func title(_ chinese: String) -> String {
    let suffix = "区域经理"
    guard chinese.hasSuffix(suffix) else { return of(chinese) }
    return "Regional manager, " + of(String(chinese.dropLast(suffix.count)))
  }

  private static let table: [String: String] = {
    var result: [String: String] = [:]
    for list in [goods, parts, materials, places, words, suppliers, company, deals] {
      for line in list.split(separator: "\n") {
        let pair = line.split(separator: "=", maxSplits: 1)
        result[String(pair[0])] = String(pair[1])
      }
    }
    return result
  }()
}
