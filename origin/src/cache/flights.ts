/** Loads that are on their way in this process: whoever asks for the same joins one. */
export function createFlights<T>() {
  const groups = new Map<string, Map<string, Promise<T>>>();

  return {
    join(group: string, name: string, start: () => Promise<T>): Promise<T> {
      const flights = groups.get(group) ?? new Map<string, Promise<T>>();
      groups.set(group, flights);
      const running = flights.get(name);
      if (running !== undefined) {
        return running;
      }
      const flight = start().finally(() => {
        flights.delete(name);
        if (flights.size === 0 && groups.get(group) === flights) {
          groups.delete(group);
        }
      });
      flights.set(name, flight);
      return flight;
    },

    /** Lets nobody join the group's loads any more; those who did still get their answers. */
    part(group: string): void {
      groups.delete(group);
    },
  };
}
