// SPDX-License-Identifier: Apache-2.0
import EntityResolution
import NumericalMethods
import Testing

@Suite("Credit codes are held against GB 32100")
struct TaxNumberTests {
  @Test("codes that companies publish are valid", arguments: ["91440300708461136T", "914403001922038216", "91110000802100433B"])
  func published(code: String) throws {
    let number = try #require(TaxNumber(code))
    #expect(number.isValid)
    #expect(number.organisation == String(code.dropFirst(8).prefix(9)))
  }

  @Test("width, blanks and small letters make no difference")
  func written() {
    #expect(TaxNumber("９１４４ 0300 7084 6113 6t")?.text == "91440300708461136T")
  }

  /// Every single wrong character and every swap of neighbours that changes the code is noticed.
  @Test("one slip of the hand is noticed")
  func slips() {
    let code = Array("91440300708461136T")
    for place in code.indices {
      for wrong in "0123456789ABCDEFGHJKLMNPQRTUWXY" where wrong != code[place] {
        var slip = code
        slip[place] = wrong
        #expect(TaxNumber(String(slip))?.isValid == false, "\(String(slip))")
      }
    }
    for place in code.indices.dropLast() where code[place] != code[place + 1] {
      var slip = code
      slip.swapAt(place, place + 1)
      #expect(TaxNumber(String(slip))?.isValid == false, "\(String(slip))")
    }
  }

  @Test(
    "letters that the standard leaves out, short ones and nothing", arguments: ["9144030070846113IT", "91440300", "44030119800101123X"])
  func invalid(code: String) { #expect(TaxNumber(code)?.kind == .invalid) }

  @Test("nothing is no number")
  func nothing() {
    #expect(TaxNumber("") == nil)
    #expect(TaxNumber(" （） ") == nil)
  }
}
