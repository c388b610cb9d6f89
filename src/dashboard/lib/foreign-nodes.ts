/**
 * Makes React compatible with page translators and extensions, which wrap its text nodes in
 * elements of their own (`<font>`) or replace them by such elements. Without this, React fails and
 * removes the page when it removes a node, or inserts before one, that is no longer a child of its
 * parent; or it changes a text node that is no longer visible.
 */
export function tolerateForeignNodes({ document, Node }: Window & typeof globalThis): void {
  // oxlint-disable-next-line typescript/unbound-method -- `call` passes the right node
  const { removeChild, insertBefore } = Node.prototype
  /** Text nodes that were replaced, with their replacements. */
  const replacements = new WeakMap<Node, Node>()

  let pending: Removed | undefined
  const observer = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes, target, previousSibling } of records) {
      const added = addedNodes[0]
      const removed = removedNodes[0]
      if (added && removed?.nodeType === Node.TEXT_NODE) replacements.set(removed, added)
      else if (removed?.nodeType === Node.TEXT_NODE) pending = { removed, target, previousSibling }
      else if (added && isBeside(pending, target, previousSibling))
        replacements.set(pending.removed, added)
    }
    pending = undefined
  })
  observer.observe(document, { childList: true, subtree: true })

  /**
   * The child of a parent that represents a node: the node itself, or the foreign element around
   * it.
   */
  const substituteOf = (parent: Node, node: Node): Node | null => {
    for (let next: Node | undefined = node; next; next = replacements.get(next)) {
      let found: Node | null = next
      while (found && found.parentNode !== parent) found = found.parentNode
      if (found) return found
    }
    return null
  }

  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    const found = child.parentNode === this ? child : substituteOf(this, child)
    if (found) removeChild.call(this, found)
    return child
  }
  Node.prototype.insertBefore = function <T extends Node>(
    this: Node,
    node: T,
    before: Node | null,
  ): T {
    const found = before && before.parentNode !== this ? substituteOf(this, before) : before
    insertBefore.call(this, node, found)
    return node
  }

  const value = Object.getOwnPropertyDescriptor(Node.prototype, 'nodeValue')
  Object.defineProperty(Node.prototype, 'nodeValue', {
    ...value,
    set(this: Node, text: string | null) {
      value?.set?.call(this, text)
      const foreign = this.parentNode ? undefined : replacements.get(this)
      const parent = foreign?.parentNode
      if (!foreign || !parent) return
      insertBefore.call(parent, this, foreign)
      removeChild.call(parent, foreign)
      replacements.delete(this)
    },
  })
}

type Removed = { removed: Node; target: Node; previousSibling: Node | null }

/** Whether a node was inserted where another one has just been removed. */
const isBeside = (
  pending: Removed | undefined,
  target: Node,
  previousSibling: Node | null,
): pending is Removed => pending?.target === target && pending.previousSibling === previousSibling
