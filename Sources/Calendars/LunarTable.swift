// SPDX-License-Identifier: Apache-2.0

/// The lunar years 1990 to 2050, one word each.
///
/// Rules: GB/T 33661-2017 《农历的编算和颁行》 (months start on the Beijing day of the new moon). Every first day of a month was
/// computed from the moon's phase and every 清明 from the sun's longitude of 15°, both in UTC+8, and the month numbers compared
/// with a published table; the tests compare all days with another calendar's.
enum LunarTable {
  static let years = 1990...2050

  struct Record {
    let year: Int
    let word: UInt32

    /// 正月初一.
    var newYear: Day {
      Day(ordinal: Day.ordinal(year: year, month: 1, day: 20)).adding(days: Int(word >> 17 & 0x3F))
    }
    /// The month that is repeated, 0 for none.
    var leapMonth: Int { Int(word >> 13 & 0xF) }
    var monthCount: Int { leapMonth == 0 ? 12 : 13 }
    /// Day of April that 清明 falls on.
    var clearBrightnessDay: Int { 4 + Int(word >> 23 & 1) }

    /// Days of the month at `position` 0..<monthCount.
    func length(_ position: Int) -> Int { 29 + Int(word >> UInt32(position) & 1) }

    func position(month: Int, isLeap: Bool) -> Int? {
      guard (1...12).contains(month), !isLeap || month == leapMonth else { return nil }
      return month - 1 + (leapMonth > 0 && (month > leapMonth || isLeap) ? 1 : 0)
    }

    func month(at position: Int) -> (month: Int, isLeap: Bool) {
      guard leapMonth > 0, position >= leapMonth else { return (position + 1, false) }
      return (position, position == leapMonth)
    }
  }

  static func record(_ year: Int) -> Record? {
    guard years.contains(year) else { return nil }
    return Record(year: year, word: words[year - years.lowerBound])
  }

  /// Bits 0–12: month at that position has 30 days; 13–16: repeated month; 17–22: days from 20 January to 正月初一;
  /// 23: 清明 on 5 April, else on the 4th.
  private static let words: [UInt32] = [
    0x8EBE92, 0xB40E92, 0x1E0D26, 0x866A56, 0xAA0A57, 0x9714D6, 0x3C035A, 0xA406D5,
    0x90B6C9, 0xB60749, 0x200693, 0x88952B, 0xAE052B, 0x980A5B, 0x04555A, 0xA8056A,
    0x92FB55, 0xBA0BA4, 0x240B49, 0x0CBA93, 0xB20A95, 0x9C052D, 0x068AAD, 0x2A0AB5,
    0x9735AA, 0xBC05D2, 0x260DA5, 0x10DD4A, 0xB60D4A, 0xA00C95, 0x0A952E, 0x2E0556,
    0x980AB5, 0x8455B2, 0x2A06D2, 0x12CEA5, 0xB80725, 0xA2064B, 0x0CAC97, 0x300CAB,
    0x9C055A, 0x866AD6, 0x2C0B69, 0x177752, 0xBC0B52, 0xA60B25, 0x10DA4B, 0x340A4B,
    0x9E04AB, 0x88A55B, 0x2E05AD, 0x180B6A, 0x045B52, 0xAA0D92, 0x14FD25, 0x380D25,
    0x220A55, 0x8CB4AD, 0x3204B6, 0x1A05B5, 0x066DAA,
  ]
}
