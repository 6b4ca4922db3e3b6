// Questions to the service.

/** The answer's JSON; null when the service is away, refuses, or its answer breaks off. */
export async function ask(path) {
  try {
    const answer = await fetch(path);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
