// SPDX-License-Identifier: Apache-2.0
public import Access
import Journal

extension Workspace {
  /// What secrets of sources are called by in their store begins with this.
  static let sourceSecretPrefix = "source-"

  static func secretName(of source: Int64) -> String { "\(sourceSecretPrefix)\(source).secret" }

  /// Keeps the password or key of a source in the store of secrets; the event says that it was set and nothing of it.
  ///
  /// - Parameters:
  ///   - secret: nil takes away what is there.
  ///   - context: without a fingerprint of the request: it would be one of the secret as well.
  /// - Throws: `CycleError.sourceNotKnown`, `sourceRefused` for one that is too long or needs none; `StoreError`.
  public func setSourceSecret(
    _ proof: Authorized<To.ImportFacts>, _ id: Int64, _ secret: SecretText?, context: CommandContext
  ) throws -> CommandOutcome {
    precondition(context.fingerprint == nil, "no digest of a secret is written down")
    let source = try source(id)
    if let secret, secret.value.utf8.count > SourceBounds.secret || !source.content.usesSecret {
      throw Self.sourceRefused([
        SourceProblem(
          "secret",
          source.content.usesSecret
            ? BilingualText("口令太长，最多 \(SourceBounds.secret) 字节", "the secret is too long, at most \(SourceBounds.secret) bytes")
            : BilingualText("这个数据源不使用口令", "this source uses no secret"))
      ])
    }
    var secrets = try store.channelSecrets()
    secrets[Self.secretName(of: id)] = secret
    try store.save(channelSecrets: secrets)
    let name = source.content.name
    let words =
      secret == nil
      ? BilingualText("清除数据源“\(name.chinese)”的口令", "secret of source “\(name.english)” taken away")
      : BilingualText("设置数据源“\(name.chinese)”的口令", "secret of source “\(name.english)” set")
    // A source that could not sign in is tried at once with what was given.
    sourceShelf.change(source) { memory in (memory.nextTry, memory.failures, memory.fault) = (nil, 0, nil) }
    return try recordDecision("source.secret-set", ["source": .integer(id), "is_set": .boolean(secret != nil)], words, context)
  }

  func forgetSecret(of source: Int64) throws {
    var secrets = try store.channelSecrets()
    guard secrets.removeValue(forKey: Self.secretName(of: source)) != nil else { return }
    try store.save(channelSecrets: secrets)
  }
}
