// SPDX-License-Identifier: Apache-2.0

/// Which passwords are taken: long enough, not a common one, not the login. No rules of composition, unless a profile asks for them: they make
/// passwords that people write down (NIST SP 800-63B §5.1.1.2 asks for length and a list of common ones, too).
public enum PasswordPolicy {
  /// What a house has to keep to.
  public enum Profile: String, Hashable, Sendable, CaseIterable {
    /// Ten characters of any kind.
    case standard
    /// OWASP Application Security Verification Standard 4.0, V2.1: twelve characters of any kind.
    case asvs
    /// 等级保护 (GB/T 22239-2019, identity, as assessors read it): ten characters of three kinds.
    case mlps

    /// Characters as people count them.
    public var minimumLength: Int { self == .asvs ? 12 : 10 }
    /// Kinds among capital and small letters, digits, and all others; a script without capitals counts as others.
    public var minimumKinds: Int { self == .mlps ? 3 : 1 }
  }

  /// Bytes of UTF-8; more only makes hashing slow.
  public static let maximumBytes = 1024

  /// Returns when `password` may be used for `login`.
  ///
  /// - Throws: `AccessError` with `passwordTooShort`, `passwordTooLong`, `passwordTooPlain`, `passwordTooCommon` or
  ///   `passwordContainsLogin`; none of its texts holds the password.
  public static func check(_ password: String, login: String, _ profile: Profile = .standard) throws(AccessError) {
    guard password.utf8.count <= maximumBytes else {
      throw AccessError(
        .passwordTooLong, subject: login,
        detail: "at most \(maximumBytes) bytes, has \(password.utf8.count)", hint: "take a shorter one")
    }
    guard password.count >= profile.minimumLength else {
      throw AccessError(
        .passwordTooShort, subject: login,
        detail: "needs at least \(profile.minimumLength) characters, has \(password.count)",
        hint: "three or four words you remember do well")
    }
    guard kinds(of: password) >= profile.minimumKinds else {
      throw AccessError(
        .passwordTooPlain, subject: login,
        detail:
          "needs \(profile.minimumKinds) kinds of characters among capital and small letters, digits and others, has \(kinds(of: password))",
        hint: "add a capital letter, a digit or a sign to words you remember")
    }
    let folded = password.lowercased()
    guard !isCommon(folded) else {
      throw AccessError(
        .passwordTooCommon, subject: login, detail: "it is one of those tried first by whoever guesses",
        hint: "three or four words you remember do well")
    }
    let name = login.lowercased()
    guard name.count < 3 || !folded.contains(name) else {
      throw AccessError(
        .passwordContainsLogin, subject: login, detail: "the login is part of it",
        hint: "take words that have nothing to do with the login")
    }
  }

  private static func kinds(of password: String) -> Int {
    var kinds: Swift.Set<Int> = []
    for character in password {
      kinds.insert(character.isNumber ? 0 : character.isUppercase ? 1 : character.isLowercase ? 2 : 3)
    }
    return kinds.count
  }

  /// The list, a short unit repeated (`abcabcabcabc`), or a run up or down (`1234567890`).
  private static func isCommon(_ folded: String) -> Bool {
    if common.contains(folded) { return true }
    let characters = Array(folded)
    for unit in 1...3 where characters.indices.allSatisfy({ characters[$0] == characters[$0 % unit] }) {
      return true
    }
    let values = Array(folded.unicodeScalars.map { Int($0.value) })
    let steps = zip(values.dropFirst(), values).map { $0 - $1 }
    return steps.allSatisfy { $0 == 1 } || steps.allSatisfy { $0 == -1 }
  }

  private static let common: Swift.Set<String> = [
    "0123456789", "1234567890", "0987654321", "12345678910", "1234512345", "1q2w3e4r5t", "1qaz2wsx3edc",
    "1qazxsw23edc", "123456789a", "a123456789", "123456789q", "qwertyuiop", "qwerty12345", "qwerty123456",
    "asdfghjkl123", "asdfghjkl;", "zxcvbnm123", "password12", "password123", "password1234", "password12345",
    "passw0rd123", "p@ssw0rd123", "p@ssword123", "admin12345", "admin123456", "admin@12345", "administrator",
    "administrator1", "letmein1234", "welcome123", "welcome1234", "changeme123", "iloveyou123",
    "iloveyou1314",
    "woaini1314", "woaini1314520", "woaini5201314", "5201314520", "1314520520", "wodemima123", "mima123456",
    "tongpin123", "tongpin1234", "tongpin2026", "tongpin12345", "abcd123456", "abc1234567", "abc123456789",
    "aa12345678", "aa123456789", "aaa123456789", "qq123456789", "q1w2e3r4t5", "1a2b3c4d5e", "zaq12wsxcde3",
    "football123", "baseball123", "superman123", "sunshine123", "princess123", "trustno1234", "1029384756",
    "1357924680", "0147258369", "147258369a", "qazwsxedcrfv", "qwe123456789", "asd123456789", "zxc123456789",
  ]
}
