/** What has records of panels in a pool. */
export interface PanelOwner {
  /** The number of the record that each panel was given last, which another owner may have by now; -1 for none. */
  records: Int32Array
}

/**
 * Records of panels that are kept for later passes, as many as fit a limit. A panel that was last used with earlier
 * parameters loses its record when there is no room for a new one: most likely its tape has been forgotten, and only the
 * engine of the language knows which can still be reached. Among panels of the current parameters the first ones keep
 * theirs, so a cycle over too many finds some of them.
 */
export interface PanelPool {
  /** The record of a panel, used now with this version of the parameters; -1 when it has none or lost it. */
  find(owner: PanelOwner, panel: number, version: number): number
  /** A record for a panel that has none; -1 when the limit does not allow it. */
  take(owner: PanelOwner, panel: number, version: number): number
  /** Gives up all records of an owner that is not used again. */
  drop(owner: PanelOwner): void
}

/** A pool of at most `limit` records. */
export function panelPool(limit: number): PanelPool {
  const owners: (PanelOwner | undefined)[] = []
  const panels: number[] = []
  const versions: number[] = []
  // Where the search for a record of earlier parameters goes on, and the parameters at which there were none.
  let next = 0
  let exhausted = -1

  const earlier = (version: number): number => {
    if (exhausted === version) return -1
    for (let tried = 0; tried < owners.length; tried++) {
      next = (next + 1) % owners.length
      if (versions[next] !== version) return next
    }
    exhausted = version
    return -1
  }

  const find: PanelPool['find'] = (owner, panel, version) => {
    const record = owner.records[panel] ?? -1
    if (record < 0 || owners[record] !== owner || panels[record] !== panel) return -1
    versions[record] = version
    return record
  }

  return {
    find,
    take(owner, panel, version) {
      const record = owners.length < limit ? owners.length : earlier(version)
      if (record < 0) return -1
      owners[record] = owner
      panels[record] = panel
      versions[record] = version
      owner.records[panel] = record
      return record
    },
    drop(owner) {
      for (const [panel, record] of owner.records.entries()) {
        if (find(owner, panel, -1) >= 0) owners[record] = undefined
      }
      exhausted = -1
    },
  }
}
