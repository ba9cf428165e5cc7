// SPDX-License-Identifier: Apache-2.0

import Access
import Testing

private func code(_ password: String, login: String = "zhou.min") -> AccessError.Code? {
  do throws(AccessError) {
    try PasswordPolicy.check(password, login: login)
    return nil
  } catch {
    if !password.isEmpty {
      #expect(!error.detail.contains(password) && !error.hint.contains(password) && error.subject != password)
    }
    return error.code
  }
}

@Suite("Which passwords are taken")
struct PasswordPolicyTests {
  @Test(
    "long and unusual is enough, in any script and without symbols",
    arguments: [
      "correct horse battery", "云杉树下喝茶看雨听风", "kfjwpqmzxv", "tram-ledger-94",
    ])
  func taken(password: String) { #expect(code(password) == nil) }

  @Test("nine characters are too few, also when they are many bytes")
  func tooShort() {
    #expect(code("kfjwpqmzx") == .passwordTooShort)
    #expect(code("云杉树下喝茶看雨听") == .passwordTooShort)
    #expect(code("") == .passwordTooShort)
  }

  @Test(
    "what is guessed first is refused",
    arguments: [
      "1234567890", "Password123", "qwertyuiop", "aaaaaaaaaaaa", "abcabcabcabc", "123123123123",
      "abcdefghijkl",
      "9876543210", "woaini1314520",
    ])
  func common(password: String) { #expect(code(password) == .passwordTooCommon) }

  @Test("the login may not be part of it, in whatever case")
  func containsLogin() {
    #expect(code("my-Zhou.Min-2026") == .passwordContainsLogin)
    #expect(code("a long sentence with xu in it", login: "xu") == nil)
  }

  @Test("a house that keeps to ASVS asks for twelve characters, one that keeps to 等保 for three kinds")
  func profiles() throws {
    func code(_ password: String, _ profile: PasswordPolicy.Profile) -> AccessError.Code? {
      do throws(AccessError) {
        try PasswordPolicy.check(password, login: "zhou.min", profile)
        return nil
      } catch { return error.code }
    }
    #expect(code("kfjwpqmzxvh", .asvs) == .passwordTooShort && code("kfjwpqmzxvhu", .asvs) == nil)
    #expect(code("kfjwpqmzxvhu", .mlps) == .passwordTooPlain && code("kfjwpqmz7v", .mlps) == .passwordTooPlain)
    #expect(code("kfjwpQmz7v", .mlps) == nil && code("云杉树下k喝茶7看雨", .mlps) == nil)
    #expect(code("Kfjwpqmz7", .mlps) == .passwordTooShort)
    #expect(code("kfjwpqmzxv", .standard) == nil)
  }

  @Test("more than a kilobyte is refused before anything is hashed")
  func tooLong() {
    #expect(code(String(repeating: "听雨", count: 171)) == .passwordTooLong)
  }
}
