// Server-sent events from pieces of text, wherever the network cut them.

export interface ServerEvent {
  name: string;
  data: string;
}

export class EventReader {
  private rest = '';
  private name = '';
  private data: string[] = [];

  /** The events that this piece completes. */
  *read(piece: string): Generator<ServerEvent> {
    this.rest += piece;
    const lines = this.rest.split(/\r\n|\n/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (this.data.length > 0) yield { name: this.name || 'message', data: this.data.join('\n') };
        this.name = '';
        this.data = [];
      } else if (line.startsWith('event:')) this.name = line.slice(6).trim();
      else if (line.startsWith('data:')) this.data.push(line.slice(5).replace(/^ /, ''));
    }
  }
}
