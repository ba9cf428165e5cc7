// SPDX-License-Identifier: Apache-2.0
import Commerce
import Ingestion
import Testing

/// Sees payment terms in a file that are taken over unread, a finding without its place, a row lost for its terms. Does not see what the plan makes of them.
@Suite("Payment terms in files")
struct TermsColumnTests {
  @Test(
    "Terms in words are read where they are imported; what contradicts itself is said with line, column and character, and the row is kept")
  func words() throws {
    let result = try read(
      "编码,名称,条款原文\nA,月结,月结30天 截止25 付款日10\nB,错,月结30天 截止40 付款日0\nC,默认,月结60天\nD,再错一次,月结30天 截止40 付款日0\n", .paymentTerms)
    #expect(result.accepted == 4)
    #expect(result.says(.warning) == ["3 import.terms-not-understood", "3 import.terms-not-understood"], "the same words are said once")
    #expect(result.says(.info) == ["4 import.terms-remark"])
    let finding = try #require(result.findings.kept.first { $0.code == .termsNotUnderstood })
    #expect(finding.column?.letter == "C" && finding.column?.header == "条款原文")
    #expect(
      FindingCatalogue.message(finding, .chinese).hasPrefix("条款原文“月结30天 截止40 付款日0”第 9 个字符"),
      "\(FindingCatalogue.message(finding, .chinese))")
    for language in [FindingCatalogue.Language.chinese, .english] {
      for finding in result.findings.kept {
        #expect(!(FindingCatalogue.message(finding, language) + FindingCatalogue.hint(finding, language)).contains("{"))
      }
    }
  }

  @Test("A supplier may say its terms instead of a code; a known code is not read as words")
  func insteadOfACode() throws {
    var known = KnownCodes()
    known.add("T1", to: .paymentTerms)
    var options = ImportOptions()
    options.knows = { known.knows($0, $1) }
    let text = "编码,名称,账期\nS1,甲,T1\nS2,乙,60天 银承50% 6个月\nS3,丙,T9\nS4,丁,预付30% 发货60%\n"
    let result = try read(text, .suppliers, options: options)
    #expect(result.accepted == 4)
    #expect(result.says(.warning) == ["4 import.optional-reference-unknown", "5 import.terms-not-understood"])
    let before = try read(text, .suppliers)
    #expect(before.findings.count(.referencesNotChecked) == 3, "without any payment terms only what can be read is more than a code")
    #expect(before.findings.count(.termsNotUnderstood) == 0)
  }
}
